package io.pledgeline.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pledgeline.platform.Choices.Choice;
import io.pledgeline.platform.Proposal.Column;
import io.pledgeline.platform.Proposal.Source;
import io.pledgeline.platform.Proposal.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What columns mean is asked of the platform, of lists, of what was confirmed, of header and cells, then of a model. */
class ProposalTest {
    private static final CampaignSettings CAMPAIGN = new CampaignSettings(ZoneOffset.UTC, "EUR");
    private static final Platforms PLATFORMS = new Platforms(Path.of("routes/platforms"));

    private static Proposal propose(
            String platform,
            List<String> headers,
            List<List<String>> rows,
            @Nullable Choices remembered,
            Suggestion... suggestions) {
        return PLATFORMS.propose(platform, headers, rows, CAMPAIGN, remembered, List.of(suggestions));
    }

    private static Proposal propose(String platform, List<String> headers) {
        return propose(platform, headers, List.of(), null);
    }

    private static Column column(Proposal proposal, String header) {
        return proposal.columns().stream()
                .filter(column -> column.header().equals(header))
                .findFirst()
                .orElseThrow();
    }

    private static Choices remembered(Choice... choices) {
        return new Choices("generic", List.of(choices));
    }

    /** Each file of the cases of a platform, resolved with its proposal as it stands. */
    @TestFactory
    Stream<DynamicTest> aProposalThatIsConfirmedAsItStandsReadsThePlatformsFilesAsEver() throws IOException {
        Stream.Builder<DynamicTest> tests = Stream.builder();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/platform/cases"))) {
            for (Path file : files.sorted().toList()) {
                String kind = file.getFileName().toString().replace(".yaml", "");
                for (JsonNode one : new YAMLMapper().readTree(file.toFile())) {
                    JsonNode input = one.path("input");
                    String platform = input.path("platform").asText(kind.equals("proposals") ? "generic" : kind);
                    if (PLATFORMS.knows(platform) && input.path("headers").isArray()) {
                        tests.add(DynamicTest.dynamicTest(
                                kind + ": " + one.path("name").asText(), () -> staysAsItIs(platform, input)));
                    }
                }
            }
        }
        return tests.build();
    }

    private static void staysAsItIs(String platform, JsonNode input) {
        List<String> headers = strings(input.path("headers"));
        List<List<String>> rows = new ArrayList<>();
        input.path("rows").forEach(row -> rows.add(strings(row)));
        assertConfirmedStaysAsItIs(platform, headers, rows, "");
    }

    static void assertConfirmedStaysAsItIs(String platform, List<String> headers, List<List<String>> rows, String why) {
        Proposal proposal = propose(platform, headers, rows, null);
        Mapping alone = PLATFORMS.resolve(platform, headers, rows, CAMPAIGN);
        Mapping confirmed = PLATFORMS.resolve(platform, headers, rows, CAMPAIGN, proposal.choices());

        assertThat(Choices.fromJson(proposal.choices().toJson())).as(why).isEqualTo(proposal.choices());
        assertThat(confirmed.row()).as(why).isEqualTo(alone.row()).isEqualTo(proposal.row());
        assertThat(confirmed.missing()).as(why).isEqualTo(proposal.missing());
        boolean asEver = true;
        for (int i = 0; i < headers.size(); i++) {
            Column column = proposal.columns().get(i);
            boolean same = ChosenFile.is(column.field(), i, alone);
            asEver &= same;
            if (same) {
                assertThat(of(i, confirmed)).as(why + " " + column).isEqualTo(of(i, alone));
            } else {
                assertThat(of(i, alone)).as(why + " " + column).containsOnly("survey.answer");
            }
        }
        if (asEver) {
            assertThat(confirmed.toJson()).as(why).isEqualTo(alone.toJson());
        }
    }

    private static List<String> of(int index, Mapping mapping) {
        return mapping.columns().stream()
                .filter(column -> column.index() == index)
                .map(Mapping.Column::field)
                .toList();
    }

    static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(one -> strings.add(one.asText()));
        return strings;
    }

    @Test
    void aColumnThatOnlyStepsInSaysSoAndTheBetterOneClaimsTheField() {
        Proposal proposal = propose(
                "kickstarter",
                List.of("Shipping Country", "Shipping Country Code", "Backer UID", "Backer Number", "Dice"));

        assertThat(proposal.columns())
                .extracting(Column::field)
                .containsExactly("otherwise", "backer.country", "backer.key", "backer.number", "survey.answer");
        assertThat(column(proposal, "Shipping Country").reason()).contains("country");
        assertThat(column(proposal, "Shipping Country").source()).isEqualTo(Source.PLATFORM);
        assertThat(column(proposal, "Dice").source()).isEqualTo(Source.SIMILAR);
        assertThat(proposal.missing()).containsExactly("backer.name", "backer.email", "pledge.amount");
    }

    @Test
    void theRulesOfAPlatformCountAsItsWord() {
        Column addon = column(propose("kickstarter", List.of("Backer UID", "[Addon: 12] Dice")), "[Addon: 12] Dice");

        assertThat(addon.field()).isEqualTo("product");
        assertThat(addon.source()).isEqualTo(Source.PLATFORM);
    }

    @Test
    void aNameOfTwoColumnsIsShownInItsParts() {
        Proposal proposal = propose("generic", List.of("Nachname", "Vorname", "Email", "Email"));

        assertThat(proposal.columns())
                .extracting(Column::field)
                .containsExactly("backer.lastName", "backer.firstName", "backer.email", "otherwise");
        assertThat(proposal.columns()).extracting(Column::source).containsOnly(Source.ALIAS);
    }

    @Test
    void aHeaderOfAnotherPlatformIsAnAlias() {
        Column phone = column(propose("kickstarter", List.of("Backer UID", "Telefon")), "Telefon");

        assertThat(phone.field()).isEqualTo("address.phone");
        assertThat(phone.source()).isEqualTo(Source.ALIAS);
    }

    @Test
    void aGuessThatIsNotSureDoesNotChangeTheFileOfAPlatform() {
        List<String> headers = List.of("Backer UID", "Email", "What do you pay in?", "In which city shall we play?");
        List<List<String>> rows =
                List.of(List.of("1", "a@example.org", "EUR", "Berlin"), List.of("2", "b@example.org", "USD", "Graz"));

        assertThat(propose("kickstarter", headers, rows, null).columns())
                .extracting(Column::field)
                .containsExactly("backer.key", "backer.email", "survey.answer", "survey.answer");
    }

    @Test
    void whatAPersonSaidBeforeWinsWhereItContradicts() {
        Proposal proposal = propose(
                "generic",
                List.of("Email", "PayPal", "Name", "Betrag", "Frage"),
                List.of(),
                remembered(
                        new Choice("Email", 1, "ignored"),
                        new Choice("paypal", 1, "backer.email"),
                        new Choice("Name", 1, "backer.name"),
                        new Choice("Frage", 1, "ai")));

        assertThat(proposal.columns())
                .extracting(Column::field)
                .containsExactly("ignored", "backer.email", "backer.name", "pledge.amount", "ai");
        assertThat(proposal.columns())
                .extracting(Column::source)
                .containsExactly(Source.REMEMBERED, Source.REMEMBERED, Source.ALIAS, Source.ALIAS, Source.REMEMBERED);
    }

    @Test
    void aColumnWhoseFieldAPersonGaveToAnotherOneIsFreeAgain() {
        Proposal proposal = propose(
                "generic",
                List.of("Email", "PayPal", "Betrag"),
                List.of(),
                remembered(new Choice("PayPal", 1, "backer.email")));

        assertThat(column(proposal, "PayPal").field()).isEqualTo("backer.email");
        assertThat(column(proposal, "Email").field()).isEqualTo("survey.answer");
    }

    @Test
    void whatCannotBeIsNotTakenFromMemory() {
        Proposal proposal = propose(
                "generic",
                List.of("Email", "A", "B"),
                List.of(),
                remembered(
                        new Choice("Email", 1, "otherwise"),
                        new Choice("A", 1, "pledge.weight"),
                        new Choice("B", 1, "backer.country"),
                        new Choice("A", 2, "backer.name")));

        assertThat(proposal.columns())
                .extracting(Column::field)
                .containsExactly("backer.email", "survey.answer", "backer.country");
    }

    @Test
    void aModelIsHeardOnlyOfWhatNothingElseIsSureOf() {
        Proposal proposal = propose(
                "generic",
                List.of("Email", "Mailkontakt", "Stufe X", "Stadtteil?", "Q"),
                List.of(List.of("a@example.org", "x", "Box", "Mitte", "5 mugs please")),
                null,
                new Suggestion("Email", 1, "ignored", 1),
                new Suggestion("Mailkontakt", 1, "backer.email", 1),
                new Suggestion("stufe x", 1, "reward.name", 1),
                new Suggestion("Stadtteil?", 1, "address.quarter.of", Double.NaN),
                new Suggestion("Q", 1, "no.such.field", 1),
                new Suggestion("Q", 1, "backer.country", 0.9),
                new Suggestion("Q", 1, "ai", 0.7),
                new Suggestion("nowhere", 1, "backer.name", 1));

        assertThat(proposal.columns())
                .extracting(Column::field)
                .containsExactly("backer.email", "survey.answer", "reward.name", "survey.answer", "ai");
        assertThat(column(proposal, "Stufe X").confidence()).isEqualTo(0.8);
        assertThat(column(proposal, "Stufe X").source()).isEqualTo(Source.AI);
    }

    @Test
    void aModelDoesNotSayWhatARowIs() {
        Proposal proposal = propose(
                "generic",
                List.of("Email", "Betrag", "Ware"),
                List.of(),
                null,
                new Suggestion("Ware", 1, "item.name", 1));

        assertThat(proposal.row()).isEqualTo(RowKind.PLEDGE);
        assertThat(column(proposal, "Ware").field()).isEqualTo("survey.answer");
    }

    @Test
    void aHeaderThatItsCellsContradictIsKeptButNotSure() {
        Proposal proposal =
                propose("generic", List.of("Email", "Betrag"), List.of(List.of("yes", "5"), List.of("no", "7")), null);

        assertThat(column(proposal, "Email").field()).isEqualTo("backer.email");
        assertThat(column(proposal, "Email").confidence()).isLessThan(Proposal.SURE);
        assertThat(proposal.unsure()).extracting(Column::header).contains("Email");
    }

    @Test
    void showsTheFirstFiveDifferentCellsAsTheyAreWritten() {
        List<List<String>> rows = Stream.of(" b ", "", "a", "b", "a", "=\"007\"", "c", "d", "e")
                .map(List::of)
                .toList();
        assertThat(propose("generic", List.of("X"), rows, null).columns().get(0).samples())
                .containsExactly(" b ", "a", "=\"007\"", "c", "d");
        List<List<String>> odd = List.of(List.of("x".repeat(5_000)), List.of("\0\uD83D"));
        assertThat(propose("generic", List.of("X"), odd, null).columns().get(0).samples())
                .containsExactly("x".repeat(200) + "…", "\uFFFD\uFFFD");
    }

    @Test
    void walksOverTheRowsOnce() {
        List<Integer> walks = new ArrayList<>();
        Iterable<List<String>> rows = () -> {
            walks.add(1);
            return List.of(List.of("a@example.org", "5")).iterator();
        };
        PLATFORMS.propose("generic", List.of("A", "B"), rows, CAMPAIGN, null, List.of());
        assertThat(walks).hasSize(1);
    }

    @Test
    void reasonsNeverHoldCells() {
        List<String> headers = List.of("A", "B", "Kontakt", "Betrag");
        List<List<String>> rows = Collections.nCopies(3, List.of("secret@example.org", "Secret Person", "secret", "5"));
        assertThat(propose("generic", headers, rows, null).columns())
                .allSatisfy(column ->
                        assertThat(column.reason()).isNotBlank().endsWith(".").doesNotContainIgnoringCase("secret"));
    }
}
