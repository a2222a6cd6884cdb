package io.pledgeline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DispositionTest {

    @Test
    void aNameMayBeAsLongAsAHeader() {
        String name = "a".repeat(7_000);
        assertThat(Disposition.filename("attachment; filename=\"" + name + "\""))
                .isEqualTo(name);
    }

    @Test
    void aQuoteThatIsNeverClosedIsReadToItsFirstBlank() {
        assertThat(Disposition.filename("attachment; filename=\"" + "a".repeat(7_000)))
                .startsWith("\"a");
    }

    @Test
    void aQuotedNameMayHoldQuotes() {
        assertThat(Disposition.filename("form-data; filename=\"a \\\"b\\\" \\\\.csv\"; x=1"))
                .isEqualTo("a \"b\" \\.csv");
    }
}
