package io.pledgeline.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that was in the database before this chunk came to it, and is now locked.
 *
 * @param latest whether nobody younger has spoken of it: only then this chunk may change it
 * @param counted whether this upload has counted it before
 * @param number of a backer, as held
 */
record Known(
        String id,
        boolean latest,
        boolean counted,
        @Nullable String number) {

    /** By external id, from the rows that a {@code sight-*.sql} returns. */
    static Map<String, Known> of(List<Map<String, Object>> rows) {
        Map<String, Known> known = new LinkedHashMap<>();
        for (Map<String, Object> row : rows) {
            known.put(
                    (String) row.get("external_id"),
                    new Known(
                            (String) row.get("id"), (Boolean) row.get("latest"), (Boolean) row.get("counted"), (String)
                                    row.get("number")));
        }
        return known;
    }
}
