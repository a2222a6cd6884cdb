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
            address.state     | Austin, Texas                      | Texas
            pledge.currency   | 40€ for it                         | EUR
            pledge.currency   | forty euros                        | EUR
            pledge.currency   | US $ 40                            | USD
            pledge.currency   | $40                                | CAD
            pledge.currency   | 40 Schweizer Franken               | CHF
            pledge.currency   | 1.200,00 zł                        | PLN
            backer.country    | lives in the United States.        | US
            backer.country    | 10115 Berlin, Deutschland          | DE
            backer.country    | sent to the UK                     | GB
            backer.country    | Paris (FR)                         | FR
            backer.country    | I live in Atlantis                 | Atlantis
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
            address.address1  | 5 mugs                             | Evil Road 5
            address.state     | Austin                             | Texas
            pledge.currency   | 40€ for it                         | JPY
            pledge.currency   | forty                              | EUR
            pledge.currency   | 40                                 | XYZ
            backer.country    | it is in my hand and me            | IN
            backer.country    | 10115 Berlin                       | DE
            backer.country    | nowhere                            | Atlantis
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 x Mug, 21.50 EUR     | 2
            zwölf Tassen           | 12
            two mugs               | 2
            マグを二つ              | 2
            a mug                  | 1
            the mug                | 1
            """)
    void holdAQuantityThatIsSaid(String cell, int quantity) {
        assertThat(cells(cell).hold(quantity)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 x Mug, 21.50 EUR     | 12
            2 x Mug, 21.50 EUR     | 1
            three mugs             | 1
            the mug                | 2
            """)
    void doNotHoldAQuantityThatIsNot(String cell, int quantity) {
        assertThat(cells(cell).hold(quantity)).isFalse();
    }
}
