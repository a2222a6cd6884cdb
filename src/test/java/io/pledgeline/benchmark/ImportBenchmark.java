package io.pledgeline.benchmark;

import static io.pledgeline.benchmark.Findings.millis;
import static io.pledgeline.benchmark.Findings.number;

import io.pledgeline.servers.AtExit;
import io.pledgeline.servers.Servers;
import io.pledgeline.servers.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Imports a synthetic report into the packaged application and compares its speed with a plain COPY of the same rows.
 *
 * <p>{@code docs/benchmark.md} holds the command and how to read what it prints. It ends with 1 when a count is wrong.
 */
public final class ImportBenchmark {

    private static final Path DIRECTORY = Path.of("target", "benchmark");
    private static final Path RESULT = DIRECTORY.resolve("result.txt");
    private static final String CAMPAIGN = "benchmark";
    private static final String SMALL_CAMPAIGN = "small";
    private static final int SMALL_ROWS = 100;

    private final int rows = Integer.getInteger("rows", 1_000_000);
    private final int uploads = Integer.getInteger("uploads", 50);
    private final String heap = System.getProperty("heap", "256m");
    private final boolean reimport = Boolean.getBoolean("reimport");

    private final Findings findings = new Findings(RESULT);
    private final PackagedApplication application;
    private final Connection connection;
    private final JobWatch jobs;
    private final ImportedRecords records;

    private ImportBenchmark(Servers servers) throws IOException, InterruptedException, SQLException {
        application = PackagedApplication.start(servers, heap, DIRECTORY.resolve("application.log"));
        AtExit.close(application::close);
        application.awaitReady();
        connection = servers.postgres().connect();
        jobs = new JobWatch(connection, application);
        records = new ImportedRecords(connection);
    }

    public static void main(String[] args) {
        int code = 1;
        LoggingSystem.get(ImportBenchmark.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        try {
            Files.createDirectories(DIRECTORY);
            // A run that ends early shall not leave another run's figures.
            Files.deleteIfExists(RESULT);
            TestServers servers = TestServers.start(DIRECTORY.resolve("servers"), true);
            AtExit.close(servers::close);
            var benchmark = new ImportBenchmark(servers.servers());
            try {
                benchmark.run();
                code = 0;
            } catch (Exception e) {
                benchmark.findings.title("%nFAILED: %s", e.getMessage());
                throw e;
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
        // Ends the application and the servers, whose threads would keep the JVM alive.
        System.exit(code);
    }

    private void run() throws IOException, InterruptedException, SQLException {
        Path file = DIRECTORY.resolve("report.csv");
        ReportTotals totals = SyntheticReport.of(rows).write(file);
        long bytes = Files.size(file);
        findings.title(
                "%nImport of %,d rows, %.1f MB, %d bytes a row; application at -Xmx%s; %d cores",
                rows,
                bytes / 1e6,
                bytes / Math.max(1, rows),
                heap,
                Runtime.getRuntime().availableProcessors());
        Duration time = importReport(file, totals, bytes);
        compareWithCopy(time);
        if (uploads > 0) {
            measureLatency();
        }
        if (reimport) {
            importAgain(file, totals);
        }
        Files.delete(file);
    }

    private Duration importReport(Path file, ReportTotals totals, long bytes)
            throws IOException, InterruptedException, SQLException {
        long start = System.nanoTime();
        UUID job = application.upload(file, CAMPAIGN);
        Duration upload = since(start);
        jobs.awaitCompleted(job, Duration.ofMillis(50), bound());
        Duration time = since(start);
        OptionalLong peak = application.peakResidentBytes();
        findings.line("upload", seconds(upload), number("%.1f MB/s", bytes / 1e6 / seconds(upload, 1)));
        findings.line("request to COMPLETED", seconds(time), number("%,.0f rows/s", rows / seconds(time, 1)));
        if (peak.isPresent()) {
            double megabytes = peak.getAsLong() / 1e6;
            findings.goal("peak RSS of the application", number("%.0f MB", megabytes), "≤ 600 MB", megabytes <= 600);
        } else {
            findings.line("peak RSS of the application", "unknown", "only Linux tells");
        }
        records.requireAllRows(job, totals.rows());
        records.requireExactly(totals, CAMPAIGN);
        findings.line(
                "counts",
                "exact",
                number(
                        "%,d backers, %,d pledges, %,d pledge items, %,d products, %,d surveys",
                        totals.rows(), totals.rows(), totals.pledgeItems(), totals.products(), totals.surveys()));
        return time;
    }

    private void compareWithCopy(Duration time) throws IOException, SQLException {
        CopyLimit limit = CopyLimit.measure(connection, DIRECTORY);
        List<String> tables = new ArrayList<>();
        limit.tables().forEach((table, duration) -> tables.add(number("%s %s", table, seconds(duration))));
        double ratio = seconds(limit.total(), 1) / seconds(time, 1);
        findings.line(
                "COPY of the same rows, one session",
                seconds(limit.total()),
                number("%,.0f rows/s (%s)", rows / seconds(limit.total(), 1), String.join(", ", tables)));
        findings.goal("import : COPY, in rows/s", number("%.2f", ratio), "≥ 0.60", ratio >= 0.6);
    }

    private void measureLatency() throws IOException, InterruptedException, SQLException {
        makeIdle();
        SyntheticReport all = SyntheticReport.of(SMALL_ROWS * uploads);
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < uploads; i++) {
            Path file = DIRECTORY.resolve("small-" + i + ".csv");
            SyntheticReport.of(SMALL_ROWS)
                    .startingAt(1L + (long) i * SMALL_ROWS)
                    .write(file);
            // Long enough for the system to be idle again.
            TimeUnit.MILLISECONDS.sleep(200);
            long start = System.nanoTime();
            UUID job = application.upload(file, SMALL_CAMPAIGN);
            jobs.awaitCompleted(job, Duration.ofMillis(5), Duration.ofMinutes(1));
            times.add(since(start));
            Files.delete(file);
        }
        records.requireExactly(all.totals(), SMALL_CAMPAIGN);
        Collections.sort(times);
        double half = millis(times, 0.5);
        double most = millis(times, 0.95);
        findings.title("%n%d uploads of %d rows on the idle system, request to COMPLETED", uploads, SMALL_ROWS);
        findings.goal("p50", number("%.0f ms", half), "≤ 200 ms", half <= 200);
        findings.goal("p95", number("%.0f ms", most), "≤ 500 ms", most <= 500);
        findings.line("max", number("%.0f ms", millis(times, 1)), "");
    }

    /** Does now what PostgreSQL does by itself within minutes of a big import, and would do during what is measured next. */
    private void makeIdle() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE)");
            statement.execute("CHECKPOINT");
        }
    }

    private void importAgain(Path file, ReportTotals totals) throws IOException, InterruptedException, SQLException {
        long start = System.nanoTime();
        UUID job = application.upload(file, CAMPAIGN);
        jobs.awaitCompleted(job, Duration.ofMillis(50), bound());
        Duration time = since(start);
        records.requireAllRows(job, totals.rows());
        records.requireUnchanged(job, totals);
        records.requireExactly(totals, CAMPAIGN);
        findings.title("%nThe same file again");
        findings.line("request to COMPLETED", seconds(time), number("%,.0f rows/s", rows / seconds(time, 1)));
        findings.line("records", "all unchanged", "");
    }

    // A machine a hundred times slower than the goal is broken, not slow.
    private Duration bound() {
        return Duration.ofMinutes(5).plusMillis(2L * rows);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static double seconds(Duration time, int factor) {
        return time.toNanos() / 1e9 * factor;
    }

    private static String seconds(Duration time) {
        return number("%.2f s", seconds(time, 1));
    }
}
