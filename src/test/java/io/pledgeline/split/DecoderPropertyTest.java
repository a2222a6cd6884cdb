package io.pledgeline.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a CSV writer has written comes back cell by cell, however it is cut: each seed writes tables of its own. */
class DecoderPropertyTest {

    private static final int TABLES = 60;
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /** What cells are made of, where the charset has it. */
    private static final List<String> PIECES = List.of(
            "a",
            "Bc",
            "7",
            " ",
            "  ",
            "\t",
            ",",
            ";",
            "|",
            "\"",
            "\"\"",
            "\n",
            "\r",
            "\r\n",
            "é",
            "ñ",
            "Ü",
            "ß",
            "€",
            "’",
            "\u00A0",
            "#",
            "\\",
            "'",
            "=\"00971\"",
            "漢字",
            "😀",
            "\uFEFF",
            "\uFFFD",
            "\u2028",
            "\u0085");

    private static final List<QuoteMode> QUOTES = List.of(QuoteMode.ALL, QuoteMode.MINIMAL, QuoteMode.ALL_NON_NULL);

    /** A table and how it is written, the two things that a test of a random file has to name when it fails. */
    private record Written(List<List<String>> table, char delimiter, Charset charset, String how, byte[] bytes) {

        static Written of(Random random, Charset charset) throws IOException {
            char delimiter = CsvFormats.DELIMITERS[random.nextInt(CsvFormats.DELIMITERS.length)];
            CSVFormat format = CSVFormat.Builder.create()
                    .setDelimiter(delimiter)
                    .setQuote('"')
                    .setQuoteMode(any(QUOTES, random))
                    .setRecordSeparator(any(List.of("\n", "\r\n", "\r"), random))
                    .get();
            List<List<String>> table = table(random, charset);
            StringBuilder text = new StringBuilder();
            try (CSVPrinter printer = new CSVPrinter(text, format)) {
                printer.printRecords(table);
            }
            String how = format.getQuoteMode() + " with " + (int) delimiter + ", records end with "
                    + format.getRecordSeparator().chars().boxed().toList();
            return new Written(table, delimiter, charset, how, text.toString().getBytes(charset));
        }

        private static List<List<String>> table(Random random, Charset charset) {
            List<List<String>> rows = new ArrayList<>();
            int width = 1 + random.nextInt(8);
            // Beyond the buffer of the cutter, now and then.
            int height = random.nextInt(random.nextInt(30) == 0 ? 2_000 : 30);
            for (int row = 0; row < height; row++) {
                rows.add(Stream.generate(() -> cell(random, charset))
                        .limit(width)
                        .toList());
            }
            return rows;
        }

        private static String cell(Random random, Charset charset) {
            StringBuilder cell = new StringBuilder();
            for (int i = random.nextInt(7); i > 0; i--) {
                String piece = any(PIECES, random);
                cell.append(charset.newEncoder().canEncode(piece) ? piece : "x");
            }
            return cell.toString();
        }
    }

    /** Gives what it has in reads of any size, as a network does. */
    private static final class Trickle extends InputStream {

        private final InputStream all;
        private final Random random;

        Trickle(byte[] bytes, Random random) {
            this.all = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() throws IOException {
            return all.read();
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            return all.read(into, at, Math.min(length, 1 + random.nextInt(random.nextBoolean() ? 5 : 5_000)));
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsWrittenComesBackCellByCell(int seed) throws IOException {
        Random random = new Random(seed);
        for (int n = 0; n < TABLES; n++) {
            Charset charset = n % 2 == 0 ? StandardCharsets.UTF_8 : WINDOWS;
            Written written = Written.of(random, charset);
            Limits limits = new Limits(
                    1 + random.nextInt(random.nextBoolean() ? 3 : 2_000),
                    random.nextBoolean() ? 1 + random.nextInt(200) : 1 << 20,
                    1 << 20,
                    1 << 20);
            RecordCutter cutter =
                    new RecordCutter(new Trickle(written.bytes(), random), 0, 1, written.delimiter(), limits);
            List<List<String>> read = new ArrayList<>();
            while (cutter.hasNext()) {
                Block block = cutter.next();
                assertThat(block.faults())
                        .as("seed %d, table %d, %s", seed, n, written.how())
                        .isEmpty();
                read.addAll(parse(LosslessText.decode(block.bytes(), charset), written.delimiter()));
            }
            assertThat(read)
                    .as("seed %d, table %d, %s, %s, %s", seed, n, charset, written.how(), limits)
                    .isEqualTo(written.table());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1252", "ISO-8859-1"})
    void textGivesItsBytesBack(String name) {
        Charset charset = Charset.forName(name);
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (seed % 2 == 0) {
                // Random bytes are hardly ever a whole character of several bytes; these are, broken here and there.
                bytes = ("a€漢😀\uFFFD\uFFFE\uFEFFé💠\uE000".substring(random.nextInt(6)) + "\u0085")
                        .repeat(1 + random.nextInt(3))
                        .getBytes(StandardCharsets.UTF_8);
                for (int broken = random.nextInt(4); broken > 0; broken--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
            String text = LosslessText.decode(bytes, charset);
            assertThat(LosslessText.encode(text, charset))
                    .as("seed %d in %s", seed, name)
                    .isEqualTo(bytes);
        }
    }

    private static List<List<String>> parse(String text, char delimiter) throws IOException {
        try (CSVParser parser = CSVParser.parse(new StringReader(text), CsvFormats.format(delimiter))) {
            return parser.stream().map(CSVRecord::toList).toList();
        }
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
