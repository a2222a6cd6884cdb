package io.pledgeline.unpack;

import static io.pledgeline.unpack.Archives.gzip;
import static io.pledgeline.unpack.Archives.utf8;
import static io.pledgeline.unpack.Archives.zip;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pledgeline.intake.FileKind;
import io.pledgeline.split.Damage;
import io.pledgeline.split.SplitFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged containers: whatever is done to them, files come out or an error that says why not, and no temporary file stays. */
class ContainerFuzzTest {

    private static final Opened OPENED = new Opened();

    private static final Set<String> REFUSALS =
            Set.of("CORRUPT_ARCHIVE", "ENCRYPTED", "NESTED_ARCHIVE", "NO_CSV", "ARCHIVE_TOO_LARGE", "UNSUPPORTED_TYPE");

    private static final String CSV =
            "Backer UID,Email,Pledge Amount\r\n" + "1,\"a@example.org\",$5.00\r\n2,Zoë 漢字 😀,5 €\r\n".repeat(40);

    private static final String WORKBOOK = """
            sheets:
              - rows:
                  - [Backer UID, Email, {inline: Pledge Amount}]
                  - [12345678901, a@example.org, {number: 5, format: "0.00 €"}]
                  - null
                  - [{formula: "1+1", shows: 2}, null, {date: "2024-03-05T10:00", format: 14}]
                  - [true, {error: "#N/A"}, "two\\nlines"]
              - hidden: true
                rows: [[b]]
            """;

    /**
     * One kind of file.
     *
     * @param times how many of it are damaged
     * @param open whether what is packed is damaged too, and packed again
     */
    private record Kind(String name, byte[] whole, int times, boolean open) {}

    static Stream<Kind> kinds() throws IOException {
        byte[] workbook = Workbooks.of(new YAMLMapper().readTree(WORKBOOK));
        Map<String, byte[]> entries = new TreeMap<>(Map.of(
                "a.csv",
                utf8(CSV),
                "b/c.csv",
                CSV.getBytes(StandardCharsets.UTF_16LE),
                "d.txt",
                utf8("x"),
                "e.csv",
                new byte[0]));
        return Stream.of(
                new Kind("gzip", gzip(utf8(CSV)), 1000, false),
                new Kind("zip", zip(entries), 600, false),
                new Kind("stored zip", Archives.stored(entries), 600, false),
                new Kind("workbook", workbook, 100, false),
                new Kind("parts of a workbook", workbook, 150, true),
                new Kind("utf-16le", ("\uFEFF" + CSV).getBytes(StandardCharsets.UTF_16LE), 600, false),
                new Kind("utf-16be", CSV.getBytes(StandardCharsets.UTF_16BE), 600, false));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aDamagedContainerGivesFilesOrSaysWhyNot(Kind kind) {
        TreeMap<String, Integer> outcomes = new TreeMap<>();
        for (int seed = 0; seed < kind.times(); seed++) {
            Random random = new Random(seed);
            try {
                byte[] file = kind.open() ? damagedInside(kind.whole(), random) : damaged(kind.whole(), random);
                outcomes.merge(outcome(file), 1, Integer::sum);
            } catch (IOException | RuntimeException | AssertionError e) {
                throw new AssertionError(kind.name() + ", seed " + seed, e);
            }
        }
        // Were hardly any of them unpacked, the test would say nothing.
        outcomes.keySet().removeAll(Set.of("text", "refused"));
        assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum())
                .as(outcomes.toString())
                .isGreaterThan(kind.times() / 3);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theSameContainerWithoutDamageGivesFiles(Kind kind) throws IOException {
        assertThat(outcome(kind.whole())).isEqualTo("files");
    }

    @AfterAll
    static void nothingIsLeftBehind() {
        OPENED.untilNothingOfOursIsLeft();
    }

    private static String outcome(byte[] file) throws IOException {
        FileKind kind = FileKind.of(file, file.length);
        if (!kind.isPacked()) {
            return kind.refusal() == null ? "text" : "refused";
        }
        try {
            OPENED.files("backers.bin", file, null);
            return "files";
        } catch (SplitFailedException refused) {
            assertThat(REFUSALS).contains(refused.code());
            assertThat(refused.getMessage()).isNotBlank();
            return refused.code();
        }
    }

    /** Half of them keep their first bytes, so that they are still opened. */
    private static byte[] damaged(byte[] whole, Random random) {
        int kept = random.nextBoolean() ? 8 : 0;
        byte[] rest = Damage.done(Arrays.copyOfRange(whole, kept, whole.length), random);
        byte[] file = Arrays.copyOf(whole, kept + rest.length);
        System.arraycopy(rest, 0, file, kept, rest.length);
        return file;
    }

    /** Damages one of the parts, so that no checksum tells before it is read. */
    private static byte[] damagedInside(byte[] workbook, Random random) {
        try {
            Map<String, byte[]> parts = Archives.entries(workbook);
            List<String> names = new ArrayList<>(parts.keySet());
            // Half of them in the sheet itself.
            String name = random.nextBoolean() ? "xl/worksheets/sheet1.xml" : names.get(random.nextInt(names.size()));
            parts.computeIfPresent(name, (same, part) -> Damage.done(part, random));
            return zip(parts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
