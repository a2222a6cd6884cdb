package io.pledgeline.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.platform.Choices.Choice;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person chose for the columns of a file is how it is read; all else stays as the platform's file says. */
class ChosenMappingTest {

    private static final CampaignSettings CAMPAIGN = new CampaignSettings(ZoneId.of("UTC"), "EUR");
    private final Platforms platforms = new Platforms(Path.of("routes/platforms"));

    private Mapping map(List<String> headers, List<String> row, Choice... choices) {
        return platforms.resolve("generic", headers, List.of(row), CAMPAIGN, new Choices("generic", List.of(choices)));
    }

    private static Choice is(String header, String field) {
        return new Choice(header, 1, field);
    }

    @Test
    void aColumnOfAnUnknownNameFeedsTheChosenFieldAndServesAsKey() {
        List<String> row = List.of("Anna.Muster@example.org", "1.200,50", "blue");
        Mapping mapping = map(
                List.of("Kontakt", "Beitragssumme", "Farbe"),
                row,
                is("kontakt ", "backer.email"),
                is("Beitragssumme", "pledge.amount"));

        PledgeRow mapped = new RowMapper(mapping).map(2, row);

        assertThat(mapping.missing()).isEmpty();
        assertThat(mapped.problems()).isEmpty();
        assertThat(mapped.backer().email()).isEqualTo("Anna.Muster@example.org");
        assertThat(mapped.backer().externalId()).isEqualTo("anna.muster@example.org");
        assertThat(mapped.pledge().amount()).isEqualTo(new BigDecimal("1200.50"));
        assertThat(mapped.survey()).isNotNull();
        assertThat(mapped.survey().answers()).isEqualTo(Map.of("Farbe", "blue"));
    }

    @Test
    void aKeyHasTheSameRankAsIfThePlatformHadKnownItsHeader() {
        List<String> row = List.of("a@example.org", "5");
        Mapping chosen = map(List.of("Kontakt", "Amount"), row, is("Kontakt", "backer.email"));
        Mapping known = map(List.of("Email", "Amount"), row);

        assertThat(new RowMapper(chosen).map(2, row).backer())
                .isEqualTo(new RowMapper(known).map(2, row).backer());
    }

    @Test
    void aChoiceTakesAColumnAwayFromWhatThePlatformWouldHaveMadeOfIt() {
        List<String> row = List.of("a@example.org", "b@example.org", "5");
        Mapping mapping =
                map(List.of("Email", "PayPal", "Amount"), row, is("Email", "ignored"), is("PayPal", "backer.email"));

        PledgeRow mapped = new RowMapper(mapping).map(2, row);

        assertThat(mapped.backer().email()).isEqualTo("b@example.org");
        assertThat(mapped.survey()).isNull();
    }

    @Test
    void aColumnThatThePlatformReadsAsChosenKeepsAllItFeeds() {
        List<String> headers = List.of("Email", "Amount", "Country");
        List<String> row = List.of("a@example.org", "5", "Germany");

        assertThat(map(headers, row, is("Country", "backer.country"), is("Email", "backer.email"))
                        .toJson())
                .isEqualTo(map(headers, row).toJson());
    }

    @Test
    void firstAndLastNameAreJoinedWhateverTheyAreCalled() {
        List<String> row = List.of("Muster", "Anna", "a@example.org", "5");
        Mapping mapping = map(
                List.of("Familie", "Rufname", "Email", "Amount"),
                row,
                is("Familie", "backer.lastName"),
                is("Rufname", "backer.firstName"));

        assertThat(new RowMapper(mapping).map(2, row).backer().name()).isEqualTo("Anna Muster");
    }

    @Test
    void theCellsOfAProductColumnCountWhatItsHeaderNames() {
        List<String> row = List.of("a@example.org", "5", "2");
        Mapping mapping = map(List.of("Email", "Amount", "Poster A2"), row, is("Poster A2", "product"));

        assertThat(new RowMapper(mapping).map(2, row).items())
                .containsExactly(new Item("item:poster a2", "Poster A2", null, null, 2));
    }

    @Test
    void ofSeveralColumnsWithOneHeaderEachHasItsOwnChoice() {
        List<String> row = List.of("a@example.org", "b@example.org", "5");
        Mapping mapping = map(
                List.of("Email", "Email", "Amount"),
                row,
                new Choice("Email", 1, "ignored"),
                new Choice("Email", 2, "backer.email"));

        assertThat(new RowMapper(mapping).map(2, row).backer().email()).isEqualTo("b@example.org");
    }

    @Test
    void whatAModelReadsFillsTheFieldsThatNoColumnSays() {
        List<String> headers = List.of("Email", "What do you want?");
        List<String> row = List.of("a@example.org", "two mugs and a poster, 40 in all");
        Mapping mapping = map(headers, row, is("What do you want?", "ai"));

        assertThat(mapping.asked()).containsExactly(1);
        assertThat(mapping.fileWidth()).isEqualTo(2);
        assertThat(mapping.answers())
                .contains("pledge.amount", "item.name", "backer.name")
                .doesNotContain("backer.email");
        assertThat(mapping.row()).isEqualTo(RowKind.PLEDGE);

        List<String> cells = new ArrayList<>(row);
        cells.addAll(Collections.nCopies(mapping.answers().size(), ""));
        cells.set(2 + mapping.answers().indexOf("pledge.amount"), "1200.00");
        cells.set(2 + mapping.answers().indexOf("pledge.pledgedAt"), "2026-03-04");
        int item = 2 + mapping.answers().indexOf("item.name");
        cells.set(item, "Mug");
        cells.set(item + 2, "2");
        cells.set(item + 3, "Poster");
        PledgeRow mapped = new RowMapper(mapping).map(2, cells);

        assertThat(mapped.problems()).isEmpty();
        assertThat(mapped.pledge().amount()).isEqualTo(new BigDecimal("1200.00"));
        assertThat(mapped.pledge().pledgedAt()).isEqualTo("2026-03-04T00:00:00Z");
        assertThat(mapped.items())
                .containsExactly(
                        new Item("item:mug", "Mug", null, null, 2), new Item("item:poster", "Poster", null, null, 1));
        assertThat(mapped.pledge().details()).containsEntry("What do you want?", "two mugs and a poster, 40 in all");
    }

    @Test
    void headersOfWhichOneOccursTwiceHaveTheSameFingerprintInTheSameOrderOnly() {
        assertThat(Fingerprint.of(List.of("Name", "Email", "name")))
                .isEqualTo(Fingerprint.of(List.of("name", "EMAIL", "Name")))
                .isNotEqualTo(Fingerprint.of(List.of("Name", "Name", "Email")));
    }

    @Test
    void theSameHeadersInAnotherOrderHaveTheSameFingerprint() {
        assertThat(Fingerprint.of(List.of("Email", " Name\nof backer")))
                .isEqualTo(Fingerprint.of(List.of("name of Backer", "EMAIL")))
                .isNotEqualTo(Fingerprint.of(List.of("Email", "Name of backer", "Name of backer")));
    }
}
