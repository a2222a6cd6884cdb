package io.pledgeline.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformsTest {
    private static final CampaignSettings UTC = new CampaignSettings(ZoneOffset.UTC, null);

    private static final String SHOP = """
            platform: shop
            row: pledge
            detect:
              threshold: 3
              lead: 3
              signatures:
                - headers: [Shop Order]
            fields:
              backer.key: {headers: [Shop Order]}
              pledge.key: {headers: [Shop Order]}
              backer.email: {headers: [Mail]}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void writeTheShop() throws IOException {
        write("shop", SHOP);
    }

    @Test
    void readsAFileAgainWhenItChanged() throws IOException {
        Platforms platforms = new Platforms(folder, Duration.ZERO);
        assertThat(platforms.resolve("shop", List.of("E-Mail"), List.of(), UTC).columns())
                .extracting(Mapping.Column::field)
                .containsExactly("ignored");

        write("shop", SHOP.replace("[Mail]", "[Mail, E-Mail]"));

        assertThat(platforms.resolve("shop", List.of("E-Mail"), List.of(), UTC).columns())
                .extracting(Mapping.Column::field)
                .containsExactly("backer.email");
    }

    @Test
    void forgetsAPlatformWhoseFileIsGone() throws IOException {
        Platforms platforms = new Platforms(folder, Duration.ZERO);
        Files.delete(folder.resolve("shop.platform.yaml"));
        assertThat(platforms.knows("shop")).isFalse();
        assertThatThrownBy(() -> platforms.resolve("shop", List.of(), List.of(), UTC))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsTheLastGoodVersionOfAFileThatBroke() throws IOException {
        Platforms platforms = new Platforms(folder, Duration.ZERO);
        write("shop", SHOP.replace("  lead", "  laed"));
        assertThat(platforms.detect(List.of("Shop Order"), List.of())).isInstanceOf(Detection.Recognised.class);
        assertThat(platforms.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.file()).isEqualTo("shop.platform.yaml");
            assertThat(refusal.line()).isEqualTo(5);
            assertThat(refusal.reason()).contains("detect/laed").contains("unknown key");
        });

        write("shop", SHOP + "\n");
        assertThat(platforms.refusals()).isEmpty();
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', textBlock = """
                    threshold: 3      | threshold: three | 4  | a number is a number
                    row: pledge       | row: parcel      | 2  | an enum has its words
                    row: pledge       | row: [           | 2  | a broken syntax
                    row: pledge       | raw: pledge      | 2  | an unknown key
                    backer.email      | backer.emial     | 11 | an unknown field
                    platform: shop    | platform: shoop  | 1  | another name than the file's
                    headers: [Mail]   | headers: []      | 11 | a field without headers
                    pledge.key        | pledge.status    | 8  | a missing key
                    [Shop Order]\\n    | [A], pattern: (  | 8  | a broken pattern
                    headers: [Shop O  | values: "(" #     | 7  | a broken pattern of values
                    headers: [Shop O  | weight: 3 #       | 7  | a signature without a condition
                    headers: [Shop O  | feeds: [mail] #   | 7  | a signature by a field that the file has not
                    lead: 3           | fallback: few     | 5  | a number that is a word
                    headers: [Mail]   | otherwise: [mail] | 11 | another field that the file has not
                    headers: [Mail]   | values: "("       | 11 | a broken pattern of a field's values
                    headers: [Mail]   | headers: [A + B]  | 11 | joined headers of what is no name
                    """)
    void refusesOneFileWithItsLineAndKeepsTheOthers(String from, String to, int line, String why) throws IOException {
        String find = from.replace("\\n", "");
        int at = SHOP.indexOf(find);
        String replaced = to.startsWith("[A]") ? "\"[\"\n      pattern: \"(\"" : to;
        write(
                "broken",
                (SHOP.substring(0, at) + replaced + SHOP.substring(at + find.length()))
                        .replace("platform: shop\n", "platform: broken\n"));

        Platforms platforms = new Platforms(folder, Duration.ZERO);

        assertThat(platforms.names()).containsExactly("shop");
        assertThat(platforms.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.file()).isEqualTo("broken.platform.yaml");
            assertThat(refusal.reason()).isNotBlank();
            assertThat(refusal.line()).as(refusal.reason()).isEqualTo(line);
        });
    }

    @Test
    void asksAPersonWhenTwoPlatformsAreTooClose() throws IOException {
        write("store", SHOP.replace("platform: shop", "platform: store"));
        assertThat(new Platforms(folder, Duration.ZERO).detect(List.of("Shop Order"), List.of()))
                .isEqualTo(new Detection.Unknown(
                        List.of(new Detection.Candidate("shop", 3), new Detection.Candidate("store", 3))));
    }

    @Test
    void looksAtRowsOnlyIfAPlatformIsKnownByItsValues() {
        Iterable<List<String>> untouched = () -> {
            throw new AssertionError("No platform here is known by its values");
        };
        assertThat(new Platforms(folder, Duration.ZERO).detect(List.of("Shop Order"), untouched))
                .isEqualTo(new Detection.Recognised("shop", "unknown", 3));
    }

    @Test
    void looksAtTheFirstRowsOnly() throws IOException {
        write("shop", SHOP.replace("headers: [Shop Order]\n", "values: 'S\\d+'\n"));
        AtomicInteger rows = new AtomicInteger();
        Iterable<List<String>> endless = () ->
                Stream.generate(() -> List.of("", "S" + rows.incrementAndGet())).iterator();
        assertThat(new Platforms(folder, Duration.ZERO).detect(List.of("Colour", "Number"), endless))
                .isInstanceOf(Detection.Recognised.class);
        assertThat(rows.get()).isBetween(1, 200);
    }

    @Test
    void worksWithoutAFolder() {
        assertThat(new Platforms(folder.resolve("nowhere")).names()).isEmpty();
    }

    @Test
    void freezesAMappingAsJson() throws IOException {
        Mapping mapping = new Platforms(Path.of("routes/platforms"))
                .resolve(
                        "kickstarter",
                        List.of("Backer UID", "Email", "Pledge Amount", "Notes", "Dice", "Colour?"),
                        List.of(List.of("1", "a@example.org", "$5.00", "", "1", "red")),
                        UTC);
        assertThat(Mapping.fromJson(mapping.toJson())).isEqualTo(mapping);
        assertThat(Mapping.fromJson(mapping.toJson()).hash())
                .isEqualTo(mapping.hash())
                .hasSize(64);
        assertThat(new ObjectMapper().readValue(new ObjectMapper().writeValueAsString(mapping), Mapping.class))
                .isEqualTo(mapping);
    }

    private void write(String platform, String yaml) throws IOException {
        Files.writeString(folder.resolve(platform + ".platform.yaml"), yaml);
    }
}
