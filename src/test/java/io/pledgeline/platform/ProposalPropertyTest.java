package io.pledgeline.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pledgeline.platform.Proposal.Column;
import io.pledgeline.platform.Proposal.Suggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever the columns and cells are, and in whatever order: each column is proposed once, and no field twice. */
class ProposalPropertyTest {
    private static final CampaignSettings CAMPAIGN = new CampaignSettings(ZoneOffset.UTC, "EUR");
    private static final Platforms PLATFORMS = new Platforms(Path.of("routes/platforms"));

    private static final List<String> HEADERS = List.of(
            "Email",
            "E-Mail",
            "Name",
            "Vorname",
            "Nachname",
            "Backer UID",
            "Backer Number",
            "Backer Name",
            "Country",
            "Shipping Country",
            "Shipping Country Code",
            "Shipping Country Name",
            "Shipping Name",
            "Order ID",
            "SKU",
            "Product Name",
            "Quantity",
            "Reward",
            "Reward Title",
            "Reward ID",
            "Pledge Amount",
            "Amount",
            "Pledged At",
            "Notes",
            "PB ID",
            "Perk ID",
            "Service Guid",
            "Full Address",
            "Survey Response",
            "[Addon: 3] Dice",
            "Charge Token",
            "Mailkontakt",
            "Beitragssumme",
            "Zusagetag",
            "Zahlungstag",
            "Herkunft",
            "Unterstützer",
            "Lieferempfänger",
            "Telefonkontakt",
            "Versandkosten",
            "A",
            "B",
            "C",
            "1",
            "2",
            "Farbe",
            "Order",
            "Status",
            "Rewardpreis",
            "Ortschaft",
            "",
            " ",
            "_row",
            "\0",
            "\uD800",
            "\uE0001",
            "+",
            " + ",
            "Name + Name",
            "🎲",
            "漢字");
    private static final List<String> CELLS = List.of(
            "a@example.org",
            "b@example.org",
            "c@example.org",
            "Ada Backer",
            "Bo Backer",
            "Cy de Backer",
            "5",
            "1.234,56 €",
            "$12.50",
            "2024-05-01",
            "01.02.2024",
            "2024/05/01, 10:00",
            "DE",
            "Germany",
            "Box",
            "Berlin",
            "+49 30 123456",
            "B-17",
            "EUR",
            "",
            "",
            "https://example.org",
            "\0",
            "\uDC00",
            "x",
            "-",
            ".",
            ",",
            "x".repeat(300),
            "0",
            "1,234",
            "1.2E+11");

    private record File(List<String> headers, List<List<String>> rows) {
        static File random(Random random) {
            List<String> headers = IntStream.range(0, random.nextInt(14))
                    .mapToObj(i -> Seeded.oneOf(random, HEADERS))
                    .toList();
            // Most columns hold cells of few kinds, as those of files do.
            List<List<String>> kinds = headers.stream()
                    .map(header -> {
                        int from = random.nextInt(CELLS.size());
                        return CELLS.subList(from, Math.min(CELLS.size(), from + 1 + random.nextInt(4)));
                    })
                    .toList();
            List<List<String>> rows = new ArrayList<>();
            for (int row = random.nextInt(9); row > 0; row--) {
                rows.add(kinds.stream()
                        .limit(random.nextInt(12) == 0 ? random.nextInt(14) : 14)
                        .map(kind -> Seeded.oneOf(random, kind))
                        .toList());
            }
            return new File(headers, rows);
        }

        File shuffled(List<Integer> order) {
            List<List<String>> shuffled = new ArrayList<>();
            for (List<String> row : rows) {
                shuffled.add(order.stream()
                        .map(i -> i < row.size() ? row.get(i) : "")
                        .toList());
            }
            return new File(order.stream().map(headers::get).toList(), shuffled);
        }
    }

    @Test
    void everyColumnIsProposedOnceAndNoFieldTwice() {
        Seeded.run(300, (random, seed) -> {
            File file = File.random(random);
            List<Suggestion> suggestions = IntStream.range(0, random.nextInt(4))
                    .mapToObj(i -> new Suggestion(
                            Seeded.oneOf(random, HEADERS),
                            1 + random.nextInt(2),
                            Seeded.oneOf(
                                    random,
                                    List.of("backer.email", "backer.name", "ai", "item.sku", "reward.name", "x", "")),
                            random.nextDouble() * 2 - 0.5))
                    .toList();
            Choices remembered = random.nextBoolean()
                    ? null
                    : new Choices(
                            "generic",
                            IntStream.range(0, random.nextInt(5))
                                    .mapToObj(i -> new Choices.Choice(
                                            Seeded.oneOf(random, HEADERS),
                                            1 + random.nextInt(2),
                                            Seeded.oneOf(
                                                    random,
                                                    List.of(
                                                            "backer.email",
                                                            "backer.firstName",
                                                            "backer.lastName",
                                                            "backer.name",
                                                            "product",
                                                            "ai",
                                                            "otherwise",
                                                            "item.name",
                                                            "pledge.key",
                                                            "ignored",
                                                            "y"))))
                                    .toList());
            String platform = Seeded.oneOf(random, PLATFORMS.names());

            Proposal proposal = PLATFORMS.propose(platform, file.headers, file.rows, CAMPAIGN, remembered, suggestions);

            assertThat(proposal.columns()).as(seed).hasSameSizeAs(file.headers);
            Set<String> claimed = new HashSet<>();
            Map<String, Integer> seen = new HashMap<>();
            for (Column column : proposal.columns()) {
                assertThat(Choices.isField(column.field()))
                        .as("%s %s", seed, column)
                        .isTrue();
                assertThat(column.confidence()).as("%s %s", seed, column).isBetween(0.0, 1.0);
                assertThat(column.occurrence())
                        .as("%s %s", seed, column)
                        .isEqualTo(seen.merge(Texts.fold(column.header()), 1, Integer::sum));
                assertThat(Choices.isShared(column.field()) || claimed.add(column.field()))
                        .as("%s %s", seed, proposal.columns())
                        .isTrue();
                assertThat(column.reason()).as(seed).isNotBlank();
            }
            Mapping mapping = PLATFORMS.resolve(platform, file.headers, file.rows, CAMPAIGN, proposal.choices());
            assertThat(mapping.missing()).as(seed).isEqualTo(proposal.missing());
            assertThat(mapping.row()).as(seed).isEqualTo(proposal.row());
            assertThat(mapping.warnings()).as(seed).isEqualTo(proposal.warnings());
            file.rows.forEach(row -> new RowMapper(mapping).map(2, row));
        });
    }

    @Test
    void aProposalThatIsConfirmedAsItStandsChangesNothingThatThePlatformsFileSays() {
        Seeded.run(300, (random, seed) -> {
            File file = File.random(random);
            ProposalTest.assertConfirmedStaysAsItIs(
                    Seeded.oneOf(random, PLATFORMS.names()), file.headers, file.rows, seed);
        });
    }

    @Test
    void theOrderOfTheColumnsDoesNotMatter() {
        Seeded.run(200, (random, seed) -> {
            File some = File.random(random);
            // Two columns of one header are told apart by their order alone, and rules may look at their neighbours.
            List<Integer> different = IntStream.range(0, some.headers.size())
                    .filter(i ->
                            some.headers.stream().map(Texts::fold).toList().indexOf(Texts.fold(some.headers.get(i)))
                                    == i)
                    .boxed()
                    .toList();
            File file = some.shuffled(different);
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, different.size()).boxed().toList());
            Collections.shuffle(order, random);

            List<Column> straight = propose(file);
            List<Column> shuffled = propose(file.shuffled(order));

            assertThat(shuffled)
                    .as(seed)
                    .containsExactlyElementsOf(order.stream().map(straight::get).toList());
        });
    }

    @Test
    void theOrderOfTheColumnsDoesNotMatterInTheCases() throws IOException {
        Path cases = Path.of("src/test/resources/platform/cases/proposals.yaml");
        Random random = new Random(7);
        for (JsonNode one : new YAMLMapper().readTree(cases.toFile())) {
            List<List<String>> rows = new ArrayList<>();
            one.at("/input/rows").forEach(row -> rows.add(ProposalTest.strings(row)));
            File file = new File(ProposalTest.strings(one.at("/input/headers")), rows);
            List<Integer> order = new ArrayList<>(
                    IntStream.range(0, file.headers.size()).boxed().toList());
            Collections.shuffle(order, random);
            List<Column> straight = propose(file);

            assertThat(propose(file.shuffled(order)))
                    .as(one.path("name").asText())
                    .containsExactlyElementsOf(order.stream().map(straight::get).toList());
        }
    }

    private static List<Column> propose(File file) {
        return PLATFORMS
                .propose("generic", file.headers, file.rows, CAMPAIGN, null, List.of())
                .columns();
    }

    @Test
    void twoThousandColumnsAreProposedEachOnce() {
        int width = 2_000;
        List<String> headers = IntStream.range(0, width)
                .mapToObj(i -> HEADERS.get(i % HEADERS.size()) + " " + i)
                .toList();
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < 200; row++) {
            int number = row;
            rows.add(IntStream.range(0, width)
                    .mapToObj(i -> switch (i % 5) {
                        case 0 -> "0" + (1 + number % 9) + ".02." + (2000 + number % 25);
                        case 1 -> "a" + number + "@example.org";
                        case 2 -> number + ",50 €";
                        case 3 -> "Ada Backer";
                        default -> CELLS.get(number % CELLS.size());
                    })
                    .toList());
        }

        assertThat(propose(new File(headers, rows))).hasSize(width);
    }
}
