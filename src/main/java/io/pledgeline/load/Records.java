package io.pledgeline.load;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.pledgeline.platform.PledgeRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The records of one table that a batch writes: inserted if nobody knew them, else locked, and updated where they changed.
 *
 * <p>They go in the order of their keys, in every chunk: two that share records wait for each other, and never mutually.
 */
final class Records {

    /** UUIDs of version 7, one after the other: they are neighbours in the indexes, too. */
    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    private final String table;
    private final Mode mode;
    private final Map<String, PledgeRow> rows = new TreeMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private Map<String, Known> known = Map.of();
    private int inserted;

    final Tally tally = new Tally();

    /** @param table in the singular, as it stands in the parameters {@code known<Table>Keys} and {@code known<Table>Rows} */
    Records(String table, Mode mode) {
        this.table = table;
        this.mode = mode;
    }

    void clear() {
        rows.clear();
    }

    /** Makes a row the one that speaks of this key. */
    void put(String key, PledgeRow row) {
        rows.put(key, row);
    }

    /** The keys of all records, each with an id from now on in case nobody knows it. */
    Collection<String> named() {
        rows.keySet().forEach(key -> ids.put(key, IDS.generate().toString()));
        return rows.keySet();
    }

    /** Takes the rows of {@code insert-*.sql}; the others are what {@code sight-*.sql} looks for. */
    void inserted(List<Map<String, Object>> written, Map<String, Object> parameters) {
        Set<String> keys = new HashSet<>();
        written.forEach(row -> keys.add((String) row.get("external_id")));
        inserted = keys.size();
        tally.add(inserted, 0, 0);
        ids.keySet().retainAll(keys);
        Columns others = new Columns("known" + table + "Keys", "known" + table + "Rows");
        rows.forEach((key, row) -> {
            if (!keys.contains(key)) {
                others.add(key, row.row());
            }
        });
        others.putInto(parameters);
    }

    /** Whether somebody knew some of these records before. */
    boolean isAboutKnown() {
        return inserted < rows.size();
    }

    /**
     * Takes the rows of {@code sight-*.sql}.
     *
     * @throws OvertakenException if a record is neither new nor known
     */
    void known(List<Map<String, Object>> found) {
        known = Known.of(found);
        known.forEach((key, record) -> ids.put(key, record.id()));
        if (!ids.keySet().containsAll(rows.keySet())) {
            throw new OvertakenException(table);
        }
    }

    /** Takes the row of {@code update-*.sql}. */
    void updated(List<Map<String, Object>> counts) {
        tally.count(known, counts);
    }

    Map<String, PledgeRow> rows() {
        return rows;
    }

    Map<String, Known> known() {
        return known;
    }

    boolean isKnown(String key) {
        return known.containsKey(key);
    }

    /** The known records that are ours to change: of which this batch has the latest word. */
    List<String> latest() {
        return knownThat(record -> record.latest() && !mode.leaves(record));
    }

    /** The known records to which this upload may add. */
    List<String> youngest() {
        return knownThat(Known::youngest);
    }

    private List<String> knownThat(Predicate<Known> holds) {
        return known.entrySet().stream()
                .filter(record -> holds.test(record.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    PledgeRow row(String key) {
        return Objects.requireNonNull(rows.get(key));
    }

    String id(String key) {
        return Objects.requireNonNull(ids.get(key));
    }

    /** Whether this upload has counted a known record before. */
    boolean isCounted(String key) {
        return Objects.requireNonNull(known.get(key)).counted();
    }
}
