package io.pledgeline.harness;

import io.pledgeline.benchmark.SyntheticReport;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Measures how soon work goes on after a killed worker and after an emptied Redis, and where a killed splitter goes on.
 *
 * <p>{@code docs/faults.md} holds the command and how to read what it prints.
 */
public final class RecoveryBounds {

    private static final int FEED_ROWS = 50_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final String IN_WORK =
            "SELECT upload_id || '/' || number AS chunk, attempts FROM csv_upload_chunks WHERE status = 'PROCESSING'";
    private static final String QUEUED = "SELECT upload_id || '/' || number AS chunk, attempts FROM csv_upload_chunks"
            + " WHERE status = 'PENDING' AND queued_at IS NOT NULL";

    private final int times = Integer.getInteger("times", 20);
    private final long bytes = Long.getLong("megabytes", 1024) * 1_000_000;
    private final Cluster cluster;
    private final Database database;
    private final Client client;
    private int files;
    private volatile boolean ended;

    private RecoveryBounds(Cluster cluster) throws SQLException {
        this.cluster = cluster;
        this.database = new Database(cluster);
        String key = Cluster.SECRET + "-" + UUID.randomUUID();
        database.merchant("bounds", key);
        this.client = new Client(cluster, "bounds", key, Duration.ofDays(1));
    }

    public static void main(String[] args) {
        int code = 1;
        LoggingSystem.get(RecoveryBounds.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
        try {
            // The splitter may run ahead of the loaders, who are not what is measured there.
            var options = FaultHarness.options(Map.of("SPLIT_OPENCHUNKS", "1000000"));
            try (Cluster cluster = Cluster.start(options)) {
                RecoveryBounds bounds = new RecoveryBounds(cluster);
                bounds.measure();
                code = 0;
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(code);
    }

    private void measure() throws Exception {
        LoopbackProxy.daemon("feed", this::feed);
        Seconds killed = new Seconds();
        for (int i = 0; i < 2 * times && killed.size() < times; i++) {
            cluster.awaitReady();
            await(IN_WORK, 4);
            Jvm worker = cluster.workers.get(i % 2);
            worker.kill();
            long start = System.nanoTime();
            Map<String, Integer> left = chunks(IN_WORK);
            worker.start();
            add(killed, lastClaim(left, start));
        }
        System.out.println("from kill -9 of a worker until all its chunks were claimed again: " + killed);
        Seconds emptied = new Seconds();
        for (int i = 0; i < 2 * times && emptied.size() < times; i++) {
            cluster.awaitReady();
            await(QUEUED, 1);
            Map<String, Integer> left = chunks(QUEUED);
            cluster.redis.flushAll();
            long start = System.nanoTime();
            add(emptied, lastClaim(left, start));
        }
        System.out.println("from FLUSHALL until all chunks that were in the queue were claimed: " + emptied);
        ended = true;
        killSplitter();
    }

    private static void add(Seconds seconds, double measured) {
        if (measured > 0) {
            System.out.printf(Locale.ROOT, "  %.1f s%n", measured);
            seconds.add(measured);
        }
    }

    /** Keeps so much to do that no worker is ever idle. */
    private void feed() {
        try {
            while (!ended) {
                long open = database.numberOrAway(
                        "SELECT (SELECT count(*) FROM csv_upload_chunks"
                                + " WHERE status IN ('PENDING', 'PROCESSING')) + 1000 * (SELECT count(*) FROM jobs WHERE status = 'PENDING')");
                if (open < 30) {
                    client.send(file(FEED_ROWS), Duration.ZERO);
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
    }

    private Import file(int rows) throws Exception {
        files++;
        Path file = Files.createDirectories(cluster.directory.resolve("files")).resolve("bounds-" + files + ".csv");
        try (OutputStream out = Files.newOutputStream(file)) {
            SyntheticReport.of(rows).write(out);
        }
        return new Import("bounds-" + files, file, Way.UPLOAD, false, false, false, rows, List.of(), Map.of());
    }

    private void await(String query, int chunks) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (chunks(query).size() < chunks) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("There was never enough to do");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private Map<String, Integer> chunks(String query) throws SQLException {
        Map<String, Integer> chunks = new HashMap<>();
        database.rows(query).forEach(row -> chunks.put(row.get("chunk"), Integer.valueOf(row.get("attempts"))));
        return chunks;
    }

    /** Waits until each of the chunks was claimed once more, or done by who had it; 0 if all were. */
    private double lastClaim(Map<String, Integer> left, long start) throws Exception {
        double last = 0;
        while (!left.isEmpty()) {
            double now = (System.nanoTime() - start) / 1e9;
            if (now > LONGEST.toSeconds()) {
                throw new TimeoutException("Nobody claims " + left);
            }
            for (Map<String, String> chunk : database.rows(
                    "SELECT upload_id || '/' || number AS chunk, attempts, finished_at FROM csv_upload_chunks"
                            + " WHERE upload_id || '/' || number = ANY (?)",
                    (Object) left.keySet().toArray(String[]::new))) {
                if (Integer.parseInt(chunk.get("attempts")) > left.get(chunk.get("chunk"))) {
                    last = now;
                    left.remove(chunk.get("chunk"));
                } else if (chunk.get("finished_at") != null) {
                    left.remove(chunk.get("chunk"));
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return last;
    }

    private void killSplitter() throws Exception {
        Import big = file((int) (bytes / 300));
        long size = Files.size(big.file());
        UUID job = client.send(big, Duration.ZERO);
        Files.delete(big.file());
        String position = "SELECT split_position FROM csv_uploads WHERE id = ?";
        while (database.number(position, job) < size / 2) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        cluster.workers.forEach(Jvm::kill);
        long at = database.number(position, job);
        long before = read();
        cluster.workers.forEach(Jvm::start);
        while (database.number("SELECT count(*) FROM csv_uploads WHERE id = ? AND split_closed_at IS NOT NULL", job)
                == 0) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        System.out.printf(
                Locale.ROOT,
                "splitter killed at byte %,d of %,d (%d %%): %,d bytes were read of the object before, %,d after; %,d were left%n",
                at,
                size,
                100 * at / size,
                before,
                read() - before,
                size - at);
    }

    private long read() {
        return cluster.store.read().values().stream().mapToLong(LongAdder::sum).sum();
    }
}
