package io.pledgeline.load;

import io.pledgeline.database.Row;
import java.util.List;
import java.util.Map;

/**
 * Counts what became of the records of one table: each record once per upload, under the strongest thing that happened.
 *
 * <p>The figures of a chunk are what it adds to those of its upload, so a record that an earlier chunk found unchanged
 * and this one updates counts here as one updated and minus one unchanged.
 */
final class Tally {

    private int inserted;
    private int updated;
    private int unchanged;

    /**
     * Adds what one statement did.
     *
     * @param inserted new records
     * @param updated records that this upload had not written before
     * @param known records that were there before and that this upload had not counted before
     */
    void add(int inserted, int updated, int known) {
        this.inserted += inserted;
        this.updated += updated;
        this.unchanged += known - updated;
    }

    /** Adds the one row of counts that a statement returned. */
    void count(List<Map<String, Object>> counts) {
        Row row = new Row(counts.get(0));
        add(row.integer("inserted"), row.integer("updated"), row.integer("known"));
    }

    /**
     * Adds the records that a statement wrote, and takes their ids.
     *
     * @param known records that were there before
     * @param written the rows that the statement returned
     * @param ids by external id
     */
    void count(Map<String, Known> known, List<Map<String, Object>> written, Map<String, String> ids) {
        int inserted = 0;
        int updated = 0;
        int uncounted = (int)
                known.values().stream().filter(record -> !record.counted()).count();
        for (Map<String, Object> columns : written) {
            Row row = new Row(columns);
            String key = row.text("external_id");
            ids.put(key, row.text("id"));
            if (row.isTrue("inserted")) {
                inserted++;
            } else if (!row.isTrue("written_before")) {
                updated++;
                // Came to be between our look and our write.
                uncounted += known.containsKey(key) ? 0 : 1;
            }
        }
        add(inserted, updated, uncounted);
    }

    void add(Tally other) {
        inserted += other.inserted;
        updated += other.updated;
        unchanged += other.unchanged;
    }

    void putInto(Map<String, Object> parameters, String table) {
        parameters.put(table + "Inserted", inserted);
        parameters.put(table + "Updated", updated);
        parameters.put(table + "Unchanged", unchanged);
    }
}
