package io.pledgeline.load;

import io.pledgeline.database.Row;
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
        for (Map<String, Object> columns : rows) {
            Row row = new Row(columns);
            known.put(
                    row.text("external_id"),
                    new Known(row.text("id"), row.isTrue("latest"), row.isTrue("counted"), row.textOrNull("number")));
        }
        return known;
    }
}
