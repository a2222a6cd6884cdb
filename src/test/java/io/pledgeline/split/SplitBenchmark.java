package io.pledgeline.split;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/**
 * Prints how many rows a second are cut, and cut and parsed by camel-csv, in one thread and without any server.
 *
 * <pre>mvn -q test-compile -Dquick
 * mvn -q org.codehaus.mojo:exec-maven-plugin:3.5.0:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.pledgeline.split.SplitBenchmark</pre>
 *
 * <p>The rows are of some 300 bytes, like those of a Kickstarter export. The first rounds warm up.
 */
public final class SplitBenchmark {

    private static final int ROWS = 500_000;
    private static final int PART = 1000;
    private static final int ROUNDS = 5;
    private static final Limits LIMITS = new Limits(1000, 4 << 20, 1 << 20, 4000);

    private SplitBenchmark() {}

    /** Runs all rounds. */
    public static void main(String[] args) throws Exception {
        byte[] part = rows();
        System.out.printf(Locale.ROOT, "%d rows of %d bytes%n", ROWS, part.length / PART);
        try (CamelContext camel = new DefaultCamelContext();
                CsvDataFormat csv = new CsvDataFormat(CsvFormats.format(','))) {
            camel.start();
            csv.start();
            for (int round = 1; round <= ROUNDS; round++) {
                run(round, "cut", part, block -> block.rows());
                run(round, "cut and parsed", part, block -> {
                    DefaultExchange exchange = new DefaultExchange(camel);
                    String text = LosslessText.decode(block.bytes(), StandardCharsets.UTF_8);
                    exchange.getIn().setBody(text);
                    return ((List<?>) csv.unmarshal(exchange, text)).size();
                });
            }
        }
    }

    private interface Work {
        int rows(Block block) throws Exception;
    }

    private static void run(int round, String what, byte[] part, Work work) throws Exception {
        long started = System.nanoTime();
        int rows = 0;
        RecordCutter cutter = new RecordCutter(file(part), 0, 1, ',', LIMITS);
        while (cutter.hasNext()) {
            rows += work.rows(cutter.next());
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        if (rows != ROWS) {
            throw new IllegalStateException(rows + " rows came out");
        }
        System.out.printf(Locale.ROOT, "round %d: %,12.0f rows/s %s%n", round, rows / seconds, what);
    }

    private static InputStream file(byte[] part) {
        return new SequenceInputStream(Collections.enumeration(Stream.generate(() -> new ByteArrayInputStream(part))
                .limit(ROWS / PART)
                .toList()));
    }

    private static byte[] rows() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < PART; i++) {
            String row = String.format(
                    Locale.ROOT,
                    "%d,%d,\"Zoë Müller %d\",backer%d@example.com,\"The Deluxe Box, signed\",\"$%d.00 USD\",$%d.00,collected,"
                            + "2024-03-%02d 12:00,yes,\"12 Long Street\nApartment \"\"%d\"\"\",Springfield,IL,62704,US,"
                            + "Deluxe box with all add-ons and the art book,1,0,2,\"M, black\",\"L, white\","
                            + "Please leave it with the neighbours if nobody is at home%n",
                    i,
                    1_000_000 + i,
                    i,
                    i,
                    i % 200,
                    i % 20,
                    1 + i % 28,
                    i);
            out.writeBytes(row.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
