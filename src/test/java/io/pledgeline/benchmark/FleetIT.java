package io.pledgeline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.harness.DelayedAnswers;
import io.pledgeline.servers.Servers;
import io.pledgeline.servers.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One web process and three workers of the packaged jar, on the same servers, whose database answers as over a network. */
class FleetIT {

    private static final int WORKERS = 3;
    private static final int ROWS = 30_000;
    private static final Duration DELAY = Duration.ofMillis(5);
    private static final Duration BOUND = Duration.ofMinutes(4);

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void workersShareTheWorkAndMoreOfThemAreFaster() throws Exception {
        Path directory = Files.createDirectories(Path.of("target", "fleet"));
        Path warm = directory.resolve("warm.csv");
        SyntheticReport.of(ROWS).write(warm);
        try (TestServers started = TestServers.start(directory.resolve("servers"), true);
                DelayedAnswers database =
                        new DelayedAnswers(started.servers().postgres().port(), DELAY);
                Fleet fleet = new Fleet(started.servers(), database.port(), directory)) {
            fleet.importInto("warm", warm);
            Map<Integer, Double> seconds = new HashMap<>();
            for (int workers = WORKERS; workers >= 1; workers--) {
                Path file = directory.resolve("report-" + workers + ".csv");
                ReportTotals totals = SyntheticReport.of(ROWS)
                        .startingAt(1_000_000L * workers)
                        .withSeed(workers)
                        .write(file);
                String campaign = "workers-" + workers;
                List<Long> before = fleet.chunks();
                long start = System.nanoTime();
                UUID job = fleet.importInto(campaign, file);
                seconds.put(workers, (System.nanoTime() - start) / 1e9);
                List<Long> after = fleet.chunks();

                List<Long> done = new ArrayList<>();
                for (int worker = 0; worker < workers; worker++) {
                    done.add(after.get(worker) - before.get(worker));
                }
                System.out.printf(
                        Locale.ROOT,
                        "%d workers: %.1f s, %.0f rows/s, chunks of each %s%n",
                        workers,
                        seconds.get(workers),
                        ROWS / seconds.get(workers),
                        done);
                assertThat(done)
                        .as("chunks of each worker")
                        .allSatisfy(chunks -> assertThat(chunks).isPositive());
                assertThat(done.stream().mapToLong(Long::longValue).sum()).isEqualTo(ROWS / 1000);
                fleet.requireExactly(job, totals, campaign);
                fleet.endOne();
            }
            System.out.printf(
                    Locale.ROOT,
                    "From 1 to 2 workers %.2f times as fast, to 3 workers %.2f times%n",
                    seconds.get(1) / seconds.get(2),
                    seconds.get(1) / seconds.get(3));
        }
    }

    /** The processes; each worker loads one chunk at a time, so that it is the workers that are counted. */
    private static final class Fleet implements AutoCloseable {

        private final Connection connection;
        private final PackagedApplication web;
        private final Deque<PackagedApplication> workers = new ArrayDeque<>();

        Fleet(Servers servers, int databasePort, Path directory) throws Exception {
            connection = servers.postgres().connect();
            String database =
                    servers.postgres().url().replace(":" + servers.postgres().port(), ":" + databasePort);
            web = start(servers, directory, database, "web", "web");
            web.awaitReady();
            for (int i = 1; i <= WORKERS; i++) {
                workers.add(start(servers, directory, database, "worker", "worker-" + i));
            }
            for (PackagedApplication worker : workers) {
                worker.awaitReady();
            }
        }

        private static PackagedApplication start(
                Servers servers, Path directory, String database, String role, String name) throws Exception {
            Path log = directory.resolve(name + ".log");
            Files.deleteIfExists(log);
            return PackagedApplication.start(
                    servers,
                    "256m",
                    log,
                    Map.of("PLEDGELINE_ROLES", role, "DATABASE_URL", database, "LOAD_CONSUMERS", "1"));
        }

        UUID importInto(String campaign, Path file) throws Exception {
            UUID job = web.upload(file, campaign);
            new JobWatch(connection, web).awaitCompleted(job, Duration.ofMillis(50), BOUND);
            return job;
        }

        /** Chunks that each worker has done so far. */
        List<Long> chunks() throws Exception {
            List<Long> chunks = new ArrayList<>();
            for (PackagedApplication worker : workers) {
                chunks.add((long) worker.metric("pledgeline_chunk_duration_seconds_count"));
            }
            return chunks;
        }

        void requireExactly(UUID job, ReportTotals totals, String campaign) throws Exception {
            ImportedRecords records = new ImportedRecords(connection);
            records.requireAllRows(job, totals.rows());
            records.requireExactly(totals, campaign);
        }

        void endOne() {
            workers.removeLast().close();
        }

        @Override
        public void close() throws Exception {
            workers.forEach(PackagedApplication::close);
            web.close();
            connection.close();
        }
    }
}
