package io.pledgeline.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.Mapping.Column;
import io.pledgeline.platform.Problem;
import io.pledgeline.platform.RowKind;
import io.pledgeline.platform.ValueType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskedColumnsTest {

    private static final AskedColumns ASKED = new AskedColumns(new Mapping(
            "generic",
            "pledges",
            RowKind.PLEDGE,
            List.of(
                    new Column(0, "Wish", "survey.answer", ValueType.TEXT, 0, Map.of(), List.of()),
                    new Column(1, "Note", "survey.answer", ValueType.TEXT, 0, Map.of(), List.of()),
                    new Column(2, "answer 0", "backer.country", ValueType.TEXT, 0, Map.of(), List.of())),
            3,
            List.of(),
            List.of(),
            "UTC",
            "EUR",
            "USD",
            List.of(),
            List.of(),
            List.of(0, 1),
            List.of("backer.country")));

    @Test
    void aFaultIsToldAtTheFirstColumnThatSaysSomethingInTheRow() {
        assertThat(ASKED.unusable(2, List.of(" ", "two mugs")))
                .extracting(Problem::column, Problem::value)
                .containsExactly("Note", "two mugs");
        assertThat(ASKED.told(new Problem(2, "answer 0", "X", "UNKNOWN_COUNTRY", "no."), row -> List.of("a mug", "b"))
                        .message())
                .isEqualTo("The model read this as backer.country: no. It read Wish, Note together.");
    }
}
