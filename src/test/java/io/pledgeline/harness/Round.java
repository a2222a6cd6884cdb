package io.pledgeline.harness;

import io.pledgeline.benchmark.SyntheticReport;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Several merchants' imports at once, and what breaks meanwhile. */
final class Round {

    /** What an import came to. */
    private record Done(Import one, UUID job, Client client) {}

    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final Duration SETTLING = Duration.ofMinutes(4);

    private final Cluster cluster;
    private final HarnessOptions options;
    private final int number;
    private final long seed;
    private final Database database;
    private final long end;
    private final Verdict verdict = new Verdict();
    private final Map<Fault, Integer> hit = new EnumMap<>(Fault.class);
    private final List<UUID> merchants = new ArrayList<>();
    private int survived;
    private int requests;

    Round(Cluster cluster, HarnessOptions options, int number) {
        this.cluster = cluster;
        this.options = options;
        this.number = number;
        this.seed = options.seed() + number - 1;
        this.database = new Database(cluster);
        this.end = System.nanoTime() + options.patience().toNanos();
    }

    Verdict run() throws Exception {
        RoundFiles files = RoundFiles.write(cluster.directory.resolve("files"), number, options.rows(), seed);
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "client");
            thread.setDaemon(true);
            return thread;
        });
        try (Receiver receiver = new Receiver()) {
            List<Future<List<Done>>> lanes = new ArrayList<>();
            for (List<Import> lane : files.lanes()) {
                String slug = "harness-" + number + "-" + lanes.size();
                String key = Cluster.SECRET + "-" + UUID.randomUUID();
                merchants.add(database.merchant(slug, key));
                Client client = new Client(cluster, slug, key, options.patience());
                receiver.trust(slug, client.webhook(receiver.url(slug)));
                lanes.add(threads.submit(() -> send(lane, client)));
            }
            breakThings(files.rows());
            List<Done> done = new ArrayList<>();
            for (Future<List<Done>> lane : lanes) {
                done.addAll(lane.get(left(), TimeUnit.NANOSECONDS));
            }
            awaitEnds();
            cluster.awaitReady();
            check(done, files.contents());
            receiver.check(done.stream().map(Done::job).toList(), verdict);
        } catch (TimeoutException e) {
            verdict.stuck("round has not ended within " + options.patience(), 1);
        } catch (ExecutionException e) {
            verdict.wrong(String.valueOf(e.getCause().getMessage()));
        } finally {
            threads.shutdownNow();
            files.delete();
        }
        return verdict;
    }

    private long left() {
        return Math.max(0, end - System.nanoTime());
    }

    private List<Done> send(List<Import> lane, Client client) throws Exception {
        List<Done> done = new ArrayList<>();
        Random random = new Random(seed);
        for (Import one : lane) {
            if (one.waits()) {
                awaitEndOf(done.get(done.size() - 1).job());
            }
            if (random.nextInt(7) == 0) {
                client.tearOff(one);
            }
            UUID job = client.send(one, one.slow() ? options.sending() : Duration.ZERO);
            done.add(new Done(one, job, client));
            if (one.undone()) {
                awaitEndOf(job);
                client.undo(job);
            }
            if (!one.slow()) {
                TimeUnit.NANOSECONDS.sleep(options.sending().toNanos() / 8);
            }
        }
        synchronized (this) {
            requests += client.requests();
        }
        return done;
    }

    /** Makes the faults of the plan, each when the work has come so far, or when it stands still. */
    private void breakThings(long rows) throws InterruptedException, SQLException {
        Iterator<Fault> plan = Fault.plan(options.kinds(), seed);
        Faults faults = new Faults(cluster, options.spell(), options.pause(), seed);
        // What finds nothing to break does not count, and the next of the plan is made in addition.
        for (int i = 0; survived < options.faults() && i < 2 * options.faults(); i++) {
            long due = rows * (i + 1) / (options.faults() + 3);
            long waited = System.nanoTime();
            while (processed() < due && System.nanoTime() - waited < QUIET.toNanos()) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            Fault fault = plan.next();
            int touched = faults.make(fault);
            if (touched > 0) {
                hit.merge(fault, touched, Integer::sum);
                survived++;
            }
        }
        cluster.heal();
        if (survived < options.faults()) {
            verdict.wrong("only " + survived + " of " + options.faults() + " faults found something to break");
        }
    }

    private long processed() {
        return database.numberOrAway(
                "SELECT coalesce(sum(c.rows), 0) FROM csv_upload_chunks c JOIN csv_uploads u ON u.id = c.upload_id"
                        + " WHERE c.status IN ('COMPLETED', 'FAILED') AND u.merchant_id = ANY (?)",
                (Object) merchants.toArray(UUID[]::new));
    }

    private void awaitEndOf(UUID job) throws InterruptedException, TimeoutException {
        await("SELECT count(*) FROM jobs WHERE id = ? AND finished_at IS NOT NULL", 1, job);
    }

    private void awaitEnds() throws InterruptedException, TimeoutException {
        await(
                "SELECT (count(*) FILTER (WHERE finished_at IS NULL) = 0)::int FROM jobs WHERE merchant_id = ANY (?)",
                1,
                (Object) merchants.toArray(UUID[]::new));
    }

    private void await(String query, long number, Object... parameters) throws InterruptedException, TimeoutException {
        while (database.numberOrAway(query, parameters) < number) {
            if (left() == 0) {
                throw new TimeoutException();
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private void check(List<Done> done, Map<String, SyntheticReport> contents) throws Exception {
        RecordCheck records = new RecordCheck(cluster, verdict);
        for (Done one : done) {
            records.job(one.job(), one.one(), one.client());
            if (one.one().undone()) {
                records.undone(one.job(), one.one());
            }
        }
        for (Map.Entry<String, SyntheticReport> campaign : contents.entrySet()) {
            records.campaign(campaign.getKey(), campaign.getValue());
        }
        LeftOverCheck leftOver = new LeftOverCheck(cluster);
        Map<String, Long> left = leftOver.count();
        long settled = System.nanoTime() + SETTLING.toNanos();
        while (!left.isEmpty() && System.nanoTime() < settled) {
            TimeUnit.SECONDS.sleep(1);
            left = leftOver.count();
        }
        left.forEach(verdict::stuck);
        leftOver.logs(verdict);
    }

    /** What was broken, and how often: processes, connections, requests, messages. */
    Map<Fault, Integer> hit() {
        return hit;
    }

    /** Faults that hit something. */
    int survived() {
        return survived;
    }

    int requests() {
        return requests;
    }

    long seed() {
        return seed;
    }

    /** What stands where, for whoever looks for the reason. */
    Map<String, Object> dump() throws SQLException, IOException {
        Map<String, Object> dump = new LinkedHashMap<>();
        dump.put("wrong", verdict.wrongs());
        dump.put("now", database.column("SELECT clock_timestamp()"));
        dump.put(
                "open jobs",
                database.column(
                        "SELECT document FROM job_documents d JOIN jobs j USING (id) WHERE j.finished_at IS NULL"));
        dump.put(
                "failed jobs",
                database.column(
                        "SELECT document FROM job_documents d JOIN jobs j USING (id) WHERE j.status = 'FAILED'"));
        dump.put(
                "open uploads",
                database.rows(
                        "SELECT id, status, split_file, split_position, split_chunk, split_attempts, split_lease,"
                                + " split_queued_at, split_closed_at, split_error FROM csv_uploads WHERE status IN ('PENDING', 'PROCESSING')"));
        dump.put(
                "open or failed chunks",
                database.rows(
                        "SELECT upload_id, number, status, attempts, queued_at, lease_until, error FROM csv_upload_chunks"
                                + " WHERE status IN ('PENDING', 'PROCESSING', 'FAILED') LIMIT 50"));
        dump.put(
                "workbooks being received",
                database.rows(
                        "SELECT id, object_key, multipart_id, lease_until FROM workbooks WHERE status = 'RECEIVING'"));
        try (var s3 = cluster.s3()) {
            dump.put("open multipart uploads", LeftOverCheck.open(s3));
            dump.put("orphans", new LeftOverCheck(cluster).orphans(s3));
        }
        return dump;
    }
}
