package io.pledgeline.upkeep;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Imports of a synthetic day, as the rows that real ones have, on a clock of its own: time passes by moving what is noted
 * of it into the past.
 *
 * <p>Work is done in the order of its arrival, which is the worst that can happen to a queue's age.
 */
final class SimulatedDay {

    static final int MINUTES = 24 * 60;
    /** Chunks that a worker does in a minute: five a second. */
    static final int CHUNKS_A_MINUTE = 300;
    /** Minutes that a worker takes to start. */
    static final int START = 1;

    private static final int CHUNK_BYTES = 1000;

    private final JdbcTemplate database;
    private final Random random = new Random(7);
    private final List<Arrived> open = new ArrayList<>();
    private final List<Integer> workers = new ArrayList<>();
    private final UUID merchant;
    private final UUID campaign;

    private static final class Arrived {
        final UUID id;
        final int minute;
        int left;
        final int size;

        Arrived(UUID id, int minute, int size) {
            this.id = id;
            this.minute = minute;
            this.left = size;
            this.size = size;
        }
    }

    SimulatedDay(JdbcTemplate database) {
        this.database = database;
        merchant = database.queryForObject("SELECT id FROM merchants WHERE slug = 'default'", UUID.class);
        campaign = database.queryForObject(
                "INSERT INTO campaigns (merchant_id, slug, name) VALUES (?, 'day', 'day') RETURNING id",
                UUID.class,
                merchant);
    }

    /** Chunks that arrive in a minute of the day: a quiet night, a busy day with an evening peak, and big files now and then. */
    int arriving(int minute) {
        double hour = minute / 60.0;
        double busy = hour < 7 ? 5 : 150 + 700 * Math.exp(-Math.pow(hour - 19, 2) / 4);
        int chunks = (int) (busy * (0.5 + random.nextDouble()));
        return switch (minute) {
            case 3 * 60, 10 * 60, 22 * 60 + 30 -> chunks + 6000;
            case 13 * 60, 13 * 60 + 5, 13 * 60 + 10 -> chunks + 2000;
            default -> chunks;
        };
    }

    void arrive(int minute, int chunks) {
        if (chunks == 0) {
            return;
        }
        // Its one chunk tells how big a chunk is, and when the last one was begun.
        UUID id = database.queryForObject(
                """
                WITH workbook AS (
                    INSERT INTO workbooks (merchant_id, campaign_id, status, filename, bucket, object_key, size_bytes, etag, received_at)
                    VALUES (?, ?, 'RECEIVED', 'day.csv', 'day', ?, ?, 'etag', clock_timestamp())
                    RETURNING id, merchant_id, campaign_id
                ), job AS (
                    INSERT INTO jobs (merchant_id, campaign_id, kind, status, phase, target)
                    SELECT merchant_id, campaign_id, 'IMPORT', 'PROCESSING', 'LOADING', id FROM workbook
                    RETURNING id, merchant_id, campaign_id, target
                ), upload AS (
                    INSERT INTO csv_uploads (id, workbook_id, merchant_id, campaign_id, status, split_chunk)
                    SELECT id, target, merchant_id, campaign_id, 'PROCESSING', 2 FROM job
                    RETURNING id
                )
                INSERT INTO csv_upload_chunks (upload_id, number, file, status, first_row, rows, byte_from, byte_to, rows_imported)
                SELECT id, 1, 1, 'COMPLETED', 2, 1, 0, ?, 1 FROM upload
                RETURNING upload_id""", UUID.class, merchant, campaign, "day/" + minute, (long) chunks * CHUNK_BYTES, CHUNK_BYTES);
        open.add(new Arrived(id, minute, chunks));
    }

    /** Does what these workers can do in a minute; new ones start first, the longest there stay. */
    void work(int instances) {
        while (workers.size() > instances) {
            workers.remove(workers.size() - 1);
        }
        int ready = (int) workers.stream().filter(started -> started >= START).count();
        workers.replaceAll(started -> started + 1);
        while (workers.size() < instances) {
            workers.add(0);
        }
        int capacity = ready * CHUNKS_A_MINUTE;
        while (capacity > 0 && !open.isEmpty()) {
            Arrived first = open.get(0);
            int done = Math.min(capacity, first.left);
            capacity -= done;
            first.left -= done;
            if (first.left == 0) {
                open.remove(0);
                database.update(
                        "UPDATE jobs SET status = 'COMPLETED', finished_at = clock_timestamp() WHERE id = ?", first.id);
            } else {
                database.update(
                        "UPDATE csv_uploads SET split_position = ? WHERE id = ?",
                        (long) (first.size - first.left) * CHUNK_BYTES,
                        first.id);
                database.update(
                        "UPDATE csv_upload_chunks SET started_at = clock_timestamp() WHERE upload_id = ?", first.id);
            }
        }
    }

    void aMinutePasses() {
        database.update(
                "UPDATE fleets SET seen_at = seen_at - interval '60 s', changed_at = changed_at - interval '60 s',"
                        + " calm_since = calm_since - interval '60 s'");
        database.update("UPDATE jobs SET created_at = created_at - interval '60 s' WHERE status = 'PROCESSING'");
        database.update("UPDATE csv_upload_chunks c SET started_at = c.started_at - interval '60 s' FROM csv_uploads u"
                + " WHERE u.id = c.upload_id AND u.status = 'PROCESSING'");
    }

    /** Minutes that the oldest import has been there. */
    int age(int minute) {
        return open.isEmpty() ? 0 : minute - open.get(0).minute;
    }

    long waiting() {
        return open.stream().mapToLong(arrived -> arrived.left).sum();
    }
}
