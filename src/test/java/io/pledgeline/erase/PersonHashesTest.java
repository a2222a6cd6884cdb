package io.pledgeline.erase;

import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.platform.Backer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonHashesTest {

    private static final UUID CAMPAIGN = UUID.randomUUID();
    private final PersonHashes hashes = new PersonHashes(new byte[32]);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org",
                " ADA@Example.org ",
                "<ada@example.org>",
                "Ada <ada@example.org>, and others",
                "mailto:ada@example.org",
                "'ada@example.org'",
                "email=ada@example.org",
                "write to ada@example.org.",
                "bo@example.org;ada@example.org"
            })
    void anAddressIsFoundWhateverStandsAroundIt(String cell) {
        assertThat(hashes.in(cell)).contains(hashes.ofEmail("ada@example.org"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "bo.ada@example.org",
                "ada@example.com",
                "ada@example.org.example",
                "x-ada@example.org"
            })
    void anotherAddressIsNotTheSame(String cell) {
        assertThat(hashes.in(cell)).doesNotContain(hashes.ofEmail("ada@example.org"));
    }

    @Test
    void theHashesOfAnotherKeyAreOthers() {
        byte[] key = new byte[32];
        key[0] = 1;
        assertThat(new PersonHashes(key).ofEmail("ada@example.org")).isNotEqualTo(hashes.ofEmail("ada@example.org"));
    }

    @Test
    void aBackerIsFoundByTheKeyAndByTheNumberWhereOneOfTheTwoIsAllThatIsKnown() {
        List<String> strong = hashes.kept(CAMPAIGN, "kickstarter", "9000001", 0, "17");
        List<String> weak = hashes.kept(CAMPAIGN, "kickstarter", "17", 1, "17");
        assertThat(hashes.of(CAMPAIGN, "kickstarter", backer("9000001", 0, "18")))
                .containsAnyElementsOf(strong);
        assertThat(hashes.of(CAMPAIGN, "kickstarter", backer("17", 1, "17"))).containsAnyElementsOf(strong);
        assertThat(hashes.of(CAMPAIGN, "kickstarter", backer("9000001", 0, "17")))
                .containsAnyElementsOf(weak);
        assertThat(hashes.of(CAMPAIGN, "kickstarter", backer("17", 1, "17"))).containsAnyElementsOf(weak);
        assertThat(hashes.of(CAMPAIGN, "kickstarter", backer("9000002", 0, "17")))
                .doesNotContainAnyElementsOf(strong);
        assertThat(hashes.of(UUID.randomUUID(), "kickstarter", backer("9000001", 0, "17")))
                .doesNotContainAnyElementsOf(strong);
    }

    private static Backer backer(String key, int rank, String number) {
        return new Backer(key, rank, number, null, null, null, Map.of());
    }
}
