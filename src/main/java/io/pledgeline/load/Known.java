package io.pledgeline.load;

import io.pledgeline.database.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that was in the database before this chunk came to it, and is now locked.
 *
 * @param latest whether nobody younger has spoken of it, be it an upload or a later row of this one: only then this
 *     chunk may change it
 * @param youngest of a pledge whether no younger upload has spoken of it: then this chunk may add items to it
 * @param own of a pledge or backer whether this upload has created it
 * @param counted whether this upload has counted it before
 * @param number of a backer, as held
 */
record Known(
        String id,
        boolean latest,
        boolean youngest,
        boolean own,
        boolean counted,
        @Nullable String number) {

    /** By external id, from the rows that a {@code sight-*.sql} returns. */
    static Map<String, Known> of(List<Map<String, Object>> rows) {
        Map<String, Known> known = new LinkedHashMap<>();
        for (Map<String, Object> columns : rows) {
            Row row = new Row(columns);
            known.put(
                    row.text("external_id"),
                    new Known(
                            row.text("id"),
                            row.isTrue("latest"),
                            Boolean.TRUE.equals(columns.get("youngest")),
                            Boolean.TRUE.equals(columns.get("own")),
                            row.isTrue("counted"),
                            row.textOrNull("number")));
        }
        return known;
    }
}
