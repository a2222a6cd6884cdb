package io.pledgeline.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.split.Block.Fault;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged files: whatever is done to them, their rows come out or an error that says why not. */
class DecoderFuzzTest {

    private static final int FILES = 250;
    private static final int COLUMNS = 40;
    private static final int RECORD = 2_000;
    private static final Limits LIMITS = new Limits(7, 3_000, RECORD, 2 * COLUMNS);

    private static final Set<String> REFUSALS = Set.of("UNCLOSED_QUOTE", "INVALID_HEADER", "TOO_MANY_COLUMNS");

    /** Whole files, each of another kind; what is damaged. */
    private static final List<byte[]> WHOLE = List.of(
            text("Backer Number,Backer UID,Email,Pledge Amount\n", "1,90001,a@example.org,$5.00\n", 30),
            text(
                    "\uFEFF\"Id\",\"Name\",\"Full Address\"\r\n",
                    "\"1\",\"Zoë \"\"Z\"\" B\",\"1 Street\r\n\"\"Town\"\"\"\r\n",
                    30),
            text("Nummer;Name;Betrag\r", "1;\"Müller; Groß\";\"5,00 €\"\r", 30),
            text("OrderPublicID\tOrderState\tE-mail\n\n", "AB1\tPlacedAndPaid\t漢字😀\n\n", 30),
            text(",,\r\n|||\r\nA|B|C, D\r\n", "\"a\rb\"|\"\"|x\r\n", 30),
            text("Email\n", "a@example.org\n", 30));

    private static byte[] text(String header, String row, int rows) {
        return (header + row.repeat(rows)).getBytes(StandardCharsets.UTF_8);
    }

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aDamagedFileGivesRowsOrSaysWhyNot(int seed) {
        for (int n = 0; n < FILES; n++) {
            Random random = new Random(seed * (long) FILES + n);
            byte[] file = Damage.done(WHOLE.get(random.nextInt(WHOLE.size())), random);
            try {
                decode(file);
            } catch (SplitFailedException refused) {
                assertThat(REFUSALS).contains(refused.code());
                assertThat(refused.getMessage()).isNotBlank();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", file " + n + ": " + Arrays.toString(file), e);
            }
        }
    }

    /** As a slice reads a file: the header, then blocks, each of which is parsed; gives how many rows there were. */
    private static int decode(byte[] file) {
        Header header = Header.read(file, StandardCharsets.UTF_8, RECORD, COLUMNS);
        if (header == null) {
            return 0;
        }
        int from = (int) header.end();
        assertThat(header.rows()).isPositive();
        assertThat(header.cells()).hasSizeBetween(1, COLUMNS);
        List<List<String>> expected = CsvFormats.parse(
                Arrays.copyOfRange(file, from, file.length), header.delimiter(), StandardCharsets.UTF_8);
        RecordCutter cutter = new RecordCutter(
                new ByteArrayInputStream(file, from, file.length - from),
                from,
                header.rows() + 1,
                header.delimiter(),
                LIMITS);
        int rows = 0;
        try {
            while (cutter.hasNext()) {
                rows += rows(cutter.next(), header.delimiter());
                assertThat(rows).as("rows of a file of that many bytes").isLessThanOrEqualTo(file.length);
            }
        } catch (SplitFailedException unclosed) {
            // The parser takes what follows the quote for one more record, or for none where nothing follows.
            assertThat(expected).hasSizeBetween(rows, rows + 1);
            assertThat(unclosed.row()).isEqualTo(header.rows() + 1 + rows);
            throw unclosed;
        }
        assertThat(rows).isEqualTo(expected.size());
        return rows;
    }

    private static int rows(Block block, char delimiter) {
        long dropped = block.faults().stream().filter(Fault::dropped).count();
        assertThat(block.rows()).isBetween(1, LIMITS.rows());
        assertThat(block.bytes().length).isLessThan(LIMITS.block() + RECORD);
        assertThat(CsvFormats.parse(block.bytes(), delimiter, StandardCharsets.UTF_8))
                .hasSize((int) (block.rows() - dropped));
        return block.rows();
    }

    /** Were all of them refused or empty, the test above would say nothing. */
    @Test
    void mostDamagedFilesStillHaveRows() {
        TreeMap<String, Integer> outcomes = new TreeMap<>();
        for (int n = 0; n < 1_000; n++) {
            Random random = new Random(n);
            String outcome;
            try {
                outcome = decode(Damage.done(WHOLE.get(n % WHOLE.size()), random)) > 0 ? "rows" : "none";
            } catch (SplitFailedException refused) {
                outcome = refused.code();
            }
            outcomes.merge(outcome, 1, Integer::sum);
        }
        assertThat(outcomes.get("rows")).as(outcomes.toString()).isGreaterThan(500);
        assertThat(outcomes).containsKeys("none", "UNCLOSED_QUOTE");
    }
}
