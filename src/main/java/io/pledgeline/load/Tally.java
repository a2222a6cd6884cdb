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
     * Adds what became of known records.
     *
     * @param known records that were there before
     * @param counts the one row that the update returned
     */
    void count(Map<String, Known> known, List<Map<String, Object>> counts) {
        int uncounted = (int)
                known.values().stream().filter(record -> !record.counted()).count();
        add(0, new Row(counts.get(0)).integer("updated"), uncounted);
    }

    private void add(Tally other) {
        inserted += other.inserted;
        updated += other.updated;
        unchanged += other.unchanged;
    }

    private void putInto(Map<String, Object> parameters, String table) {
        parameters.put(table + "Inserted", inserted);
        parameters.put(table + "Updated", updated);
        parameters.put(table + "Unchanged", unchanged);
    }

    /** The figures of a chunk: the sum of its batches. */
    static void putInto(Map<String, Object> parameters, List<WriteBatch> written) {
        Tally backers = new Tally();
        Tally pledges = new Tally();
        Tally items = new Tally();
        Tally surveys = new Tally();
        int same = 0;
        int other = 0;
        for (WriteBatch batch : written) {
            backers.add(batch.backers.tally);
            pledges.add(batch.pledges.tally);
            items.add(batch.dependents.items);
            surveys.add(batch.dependents.answers);
            same += batch.numbersSame;
            other += batch.numbersOther;
        }
        backers.putInto(parameters, "backers");
        pledges.putInto(parameters, "pledges");
        items.putInto(parameters, "items");
        surveys.putInto(parameters, "surveys");
        parameters.put("numbersSame", same);
        parameters.put("numbersOther", other);
    }
}
