package io.pledgeline.load;

import io.pledgeline.platform.PledgeRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Parts the rows of a batch by whether their pledge exists: whether another upload has created it. */
public final class ModeLook {

    private final Mode mode;
    private final List<PledgeRow> rows;
    private final BatchKeys keys;
    private final Map<String, Object> parameters;
    private final List<PledgeRow> written = new ArrayList<>();
    private final List<PledgeRow> left = new ArrayList<>();

    ModeLook(Mode mode, Map<String, Object> scope, List<PledgeRow> rows) {
        this.mode = mode;
        this.rows = rows;
        parameters = new HashMap<>(scope);
        keys = new BatchKeys(rows);
        keys.putInto(parameters);
    }

    /** Whether a row came without the platform's best key. */
    public boolean isWeak() {
        return keys.isWeak();
    }

    /** Parameters of {@code find-by-number.sql} and {@code find-existing.sql}. */
    public Map<String, Object> getParameters() {
        keys.putLookInto(parameters);
        return parameters;
    }

    /** Takes the rows of {@code find-by-number.sql}: rows of a weaker key are about these records. */
    void foundByNumber(List<Map<String, Object>> found) {
        keys.found(found);
    }

    /** Takes the rows of {@code find-existing.sql}. */
    void found(List<Map<String, Object>> found) {
        Set<String> existing = new HashSet<>();
        Set<Object> taken = new HashSet<>();
        for (Map<String, Object> row : found) {
            // Of two better keys for one weaker one the first adopts the record; the other would be a new one.
            if (taken.add(row.get("id")) || mode != Mode.UPDATE) {
                existing.add((String) row.get("external_id"));
            }
        }
        List<PledgeRow> keyed = keys.rows();
        for (int i = 0; i < rows.size(); i++) {
            boolean exists = existing.contains(keyed.get(i).pledge().externalId());
            (exists == (mode == Mode.UPDATE) ? written : left).add(rows.get(i));
        }
    }

    /** The rows that the mode writes. */
    List<PledgeRow> written() {
        return written;
    }

    /** Leaves the other rows out of an attempt. */
    void leave(Attempt attempt, Function<PledgeRow, KeyCells> keys) {
        for (PledgeRow row : left) {
            switch (mode) {
                case INSERT ->
                    attempt.reject(keys.apply(row)
                            .problem(
                                    row,
                                    "ALREADY_EXISTS",
                                    "Another upload has already created the pledge of this row."));
                case UPDATE ->
                    attempt.reject(keys.apply(row)
                            .problem(row, "NOT_FOUND", "No other upload has created the pledge of this row."));
                default -> attempt.skip(1);
            }
        }
    }
}
