package io.pledgeline.harness;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Breaks a cluster, one fault after the other, and mends it again. */
final class Faults {

    private final Cluster cluster;
    private final Duration spell;
    private final Duration pause;
    private final Random random;

    /**
     * @param spell how long a fault that does not pass at once lasts
     * @param pause how long a worker stands still
     */
    Faults(Cluster cluster, Duration spell, Duration pause, long seed) {
        this.cluster = cluster;
        this.spell = spell;
        this.pause = pause;
        this.random = new Random(seed);
    }

    /**
     * Makes a fault and returns when it is over; killed processes are started at once but may not be ready.
     *
     * @return how many processes, connections, requests or messages it hit; 0 means that there was nothing to break
     */
    int make(Fault fault) throws InterruptedException, SQLException {
        switch (fault) {
            case WORKER_KILLED:
                return restart(anyWorker());
            case WORKER_STOPPED:
                Jvm asked = anyWorker();
                asked.stop();
                asked.start();
                return 1;
            case WORKER_PAUSED:
                anyWorker().pause(pause);
                return 1;
            case WEB_KILLED:
                return restart(cluster.web);
            case REDIS_EMPTIED:
                cluster.redis.flushAll();
                return 1;
            case REDIS_RESTARTED:
                cluster.redis.crash();
                cluster.redis.start();
                return 1;
            case POSTGRES_RESTARTED:
                cluster.postgres.stop();
                cluster.postgres.start();
                return 1;
            case POSTGRES_CRASHED:
                cluster.postgres.crash();
                cluster.postgres.start();
                return 1;
            case DATABASE_CUT:
                return during(cluster.database, cluster.database::cut);
            case DATABASE_DELAYED:
                return during(cluster.database, () -> cluster.database.delay(delay()));
            case QUEUE_CUT:
                return during(cluster.queue, cluster.queue::cut);
            case QUEUE_DELAYED:
                return during(cluster.queue, () -> cluster.queue.delay(delay()));
            case STORE_CUT:
                return during(cluster.store, cluster.store::cut);
            case STORE_ERRORS:
                return during(cluster.store, () -> cluster.store.turn(S3Gate.Mood.FAILING));
            case STORE_SLOW:
                return during(cluster.store, () -> cluster.store.turn(S3Gate.Mood.SLOW));
            case STORE_BROKEN:
                return during(cluster.store, () -> cluster.store.turn(S3Gate.Mood.BREAKING));
            case DISK_FULL:
                return fillDisk();
            case MESSAGES_AGAIN:
                return sendMessagesAgain();
        }
        throw new IllegalArgumentException(fault.name());
    }

    private Jvm anyWorker() {
        return cluster.workers.get(random.nextInt(cluster.workers.size()));
    }

    private static int restart(Jvm process) {
        process.kill();
        process.start();
        return 1;
    }

    // Mostly a little, sometimes longer than a lease is renewed.
    private Duration delay() {
        return Duration.ofMillis(random.nextInt(3) == 0 ? spell.toMillis() : 50L + random.nextInt(300));
    }

    /** Breaks for a while, and for as long again until there was something to break. */
    private int during(LoopbackProxy proxy, Runnable breaks) throws InterruptedException {
        proxy.touched();
        breaks.run();
        TimeUnit.NANOSECONDS.sleep(spell.toNanos());
        for (int i = 0; i < 20 && !proxy.hasTouched(); i++) {
            TimeUnit.NANOSECONDS.sleep(spell.toNanos() / 10);
        }
        proxy.heal();
        return proxy.touched();
    }

    private int fillDisk() throws InterruptedException {
        if (!cluster.disk.canBeFilled()) {
            System.out.println(
                    "  DISK_FULL IS NOT MADE: this system mounts no small disk for us (it takes root and Linux)");
            return 0;
        }
        cluster.disk.fill();
        TimeUnit.NANOSECONDS.sleep(spell.toNanos());
        cluster.disk.clear();
        return 1;
    }

    private int sendMessagesAgain() throws SQLException {
        List<String> commands = new ArrayList<>();
        try (Connection connection = cluster.connect()) {
            for (String chunk : addresses(
                    connection,
                    "SELECT upload_id || '/' || number FROM csv_upload_chunks ORDER BY upload_id DESC, number DESC LIMIT 300")) {
                commands.add("XADD load * body " + chunk);
            }
            for (String upload : addresses(connection, "SELECT id FROM csv_uploads ORDER BY id DESC LIMIT 20")) {
                commands.add("XADD split * body " + upload);
            }
        }
        Collections.shuffle(commands, random);
        commands.forEach(cluster.redis::command);
        return commands.size();
    }

    private static List<String> addresses(Connection connection, String query) throws SQLException {
        List<String> addresses = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                addresses.add(rows.getString(1));
            }
        }
        return addresses;
    }
}
