package io.pledgeline.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnCellsTest {

    private static OwnCells cells(String cell) {
        return new OwnCells(List.of(cell));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            backer.email      | Anna <anna@example.org>.           | Anna@Example.org
            backer.email      | mail:anna@example.org!             | anna@example.org
            backer.name       | Zoë MÜLLER-Groß sends love         | Zoe Müller-Gross
            backer.name       | 田中太郎です                        | 田中太郎
            address.phone     | call +49 (170) 123-4567            | +491701234567
            address.address1  | Hauptstr. 5a, second floor         | Hauptstraße 5a
            pledge.pledgedAt  | on 3 March 2026                    | 2026-03-03
            pledge.pledgedAt  | 20260304                           | 2026-03-04
            pledge.pledgedAt  | 4.3.26                             | 2026-03-04
            item.name         | two mugs and a poster              | Mug
            item.sku          | (MUG-01)                           | mug 01
            """)
    void holdWhatStandsInThem(String field, String cell, String value) {
        assertThat(cells(cell).hold(field, value)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            backer.email      | maria@example.org                  | a@example.org
            backer.email      | a@example.org.evil.example         | a@example.org
            backer.name       | Anna Muster                        | Anna Muster Smith
            address.phone     | order 5, 40 EUR                    | 0170 540
            address.address1  | Main Street                        | Main Street 5
            address.postalCode| Berlin                             | 10115
            pledge.pledgedAt  | on 3 March                         | 2026-03-03
            pledge.pledgedAt  | in March 2026                      | 2026-03-01
            item.name         | nothing for me                     | Mug
            item.sku          | a mug                              | MUG-01
            """)
    void doNotHoldWhatDoesNot(String field, String cell, String value) {
        assertThat(cells(cell).hold(field, value)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.200,50 €       | 1200.5
            $40 in all       | 40.00
            40,00            | 40
            CHF 1'200        | 1200
            10 000 kr        | 10000
            ٤٠               | 40
            """)
    void holdAnAmountHoweverItIsWritten(String cell, BigDecimal amount) {
        assertThat(cells(cell).hold(amount)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 x 20 EUR       | 40
            140              | 40
            40               | 4
            forty            | 40
            """)
    void doNotHoldAnAmountThatWasComputed(String cell, BigDecimal amount) {
        assertThat(cells(cell).hold(amount)).isFalse();
    }
}
