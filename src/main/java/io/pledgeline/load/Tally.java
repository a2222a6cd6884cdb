package io.pledgeline.load;

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
