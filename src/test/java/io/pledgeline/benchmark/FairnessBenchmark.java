package io.pledgeline.benchmark;

import static io.pledgeline.benchmark.Findings.millis;
import static io.pledgeline.benchmark.Findings.number;

import io.pledgeline.servers.AtExit;
import io.pledgeline.servers.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How long small uploads take while a big import of another merchant runs, and how two big ones share the workers. */
final class FairnessBenchmark {

    private static final int SMALL_ROWS = 100;

    /** The median milliseconds of each step on the way of the small uploads. */
    private static final String STEPS = """
            SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM j.started_at - w.received_at) * 1000)) AS "waiting for the splitter",
                round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM c.queued_at - j.started_at) * 1000)) AS "being split",
                round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM c.started_at - c.queued_at) * 1000)) AS "waiting for a loader",
                round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM c.finished_at - c.started_at) * 1000)) AS "being loaded",
                round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM j.finished_at - c.finished_at) * 1000)) AS "being ended"
            FROM jobs j JOIN workbooks w ON w.id = j.target JOIN campaigns k ON k.id = j.campaign_id
            JOIN csv_upload_chunks c ON c.upload_id = j.id
            WHERE k.slug = 'small'""";

    private final int rows = Integer.getInteger("rows", 1_000_000);
    private final int uploads = Integer.getInteger("uploads", 50);
    private final int workers = Integer.getInteger("workers", 0);
    private final String heap = System.getProperty("heap", "256m");

    private final Findings findings;
    private final Connection connection;
    private final PackagedApplication application;
    private final JobWatch jobs;

    private FairnessBenchmark(Servers servers, Findings findings) throws Exception {
        this.findings = findings;
        connection = servers.postgres().connect();
        application = start(servers, "web", workers == 0 ? "web,worker" : "web");
        for (int i = 1; i <= workers; i++) {
            start(servers, "worker-" + i, "worker");
        }
        jobs = new JobWatch(connection, application);
    }

    static void run(Servers servers, Findings findings) throws Exception {
        FairnessBenchmark benchmark = new FairnessBenchmark(servers, findings);
        benchmark.measureSmallUploads();
        benchmark.measureShares();
    }

    private PackagedApplication start(Servers servers, String name, String roles) throws Exception {
        PackagedApplication started = PackagedApplication.start(
                servers, heap, Benchmarks.DIRECTORY.resolve(name + ".log"), Map.of("PLEDGELINE_ROLES", roles));
        AtExit.close(started::close);
        started.awaitReady();
        return started;
    }

    private void measureSmallUploads() throws Exception {
        String big = application.newMerchant("Big");
        String small = application.newMerchant("Small");
        Path file = report(rows, 1, "big.csv");
        // The JVM is warm, as it is in production.
        UUID first = application.upload(small, report(SMALL_ROWS * 20, 1_000_000_000L, "first.csv"), "first");
        jobs.awaitCompleted(first, Duration.ofMillis(50), Duration.ofMinutes(5));
        UUID running = application.upload(big, file, "big");
        while (loaded(running) == 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        List<Duration> times = new ArrayList<>();
        long start = System.nanoTime();
        long before = loaded(running);
        for (int i = 0; i < uploads && !jobs.isEnded(running); i++) {
            Path little = report(SMALL_ROWS, 1L + (long) i * SMALL_ROWS, "small.csv");
            long begun = System.nanoTime();
            UUID job = application.upload(small, little, "small");
            jobs.awaitCompleted(job, Duration.ofMillis(5), Duration.ofMinutes(5));
            times.add(Duration.ofNanos(System.nanoTime() - begun));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        boolean whileRunning = !jobs.isEnded(running);
        long loaded = loaded(running) - before;
        Collections.sort(times);
        findings.title(
                "%n%d uploads of %d rows, one after the other, while %,d rows of another merchant are imported; %s",
                times.size(), SMALL_ROWS, rows, processes());
        findings.line("p50", number("%.0f ms", millis(times, 0.5)), whileRunning ? "" : "the big import ended before");
        double most = millis(times, 0.95);
        findings.goal("p95", number("%.0f ms", most), "≤ 2000 ms", most <= 2000);
        findings.line("max", number("%.0f ms", millis(times, 1)), "");
        findings.line(
                "the big import meanwhile",
                number("%,.0f rows/s", loaded / seconds),
                number(
                        "%,.0f rows in the time of p50, %,.0f in that of p95",
                        millis(times, 0.5) * loaded / seconds / 1000, most * loaded / seconds / 1000));
        try (Statement statement = connection.createStatement();
                ResultSet steps = statement.executeQuery(STEPS)) {
            steps.next();
            for (int i = 1; i <= steps.getMetaData().getColumnCount(); i++) {
                findings.line("  " + steps.getMetaData().getColumnLabel(i), steps.getString(i) + " ms", "median");
            }
        }
        jobs.awaitCompleted(running, Duration.ofMillis(50), bound());
        Files.delete(file);
    }

    private void measureShares() throws Exception {
        List<UUID> imports = new ArrayList<>();
        List<CompletableFuture<UUID>> started = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            String merchant = application.newMerchant("Half " + i);
            Path file = report(rows / 2, 1, "half-" + i + ".csv");
            String campaign = "half-" + i;
            started.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return application.upload(merchant, file, campaign);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (CompletableFuture<UUID> each : started) {
            imports.add(each.get(10, TimeUnit.MINUTES));
        }
        UUID one = imports.get(0);
        UUID two = imports.get(1);
        while (loaded(one) == 0 || loaded(two) == 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        long[] from = {loaded(one), loaded(two)};
        long[] to = from.clone();
        while (!jobs.isEnded(one) && !jobs.isEnded(two)) {
            to = new long[] {loaded(one), loaded(two)};
            TimeUnit.MILLISECONDS.sleep(100);
        }
        double share = (double) (to[0] - from[0]) / Math.max(1, to[0] - from[0] + to[1] - from[1]);
        double least = Math.min(share, 1 - share);
        findings.title("%nTwo imports of %,d rows of two merchants, while both run; %s", rows / 2, processes());
        findings.goal("share of the slower one", number("%.1f %%", 100 * least), "≥ 40 %", least >= 0.4);
        jobs.awaitCompleted(one, Duration.ofMillis(50), bound());
        jobs.awaitCompleted(two, Duration.ofMillis(50), bound());
    }

    private String processes() {
        return (workers == 0 ? "one process" : "web and " + workers + " workers") + " at -Xmx" + heap;
    }

    private static Path report(int rows, long from, String name) {
        Path file = Benchmarks.DIRECTORY.resolve(name);
        SyntheticReport.of(rows).startingAt(from).write(file);
        return file;
    }

    private long loaded(UUID job) throws Exception {
        return jobs.rowsLoaded(job);
    }

    private Duration bound() {
        return Duration.ofMinutes(5).plusMillis(2L * rows);
    }
}
