package io.pledgeline.records;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which records are asked for, and in which form.
 *
 * @param slug of the campaign
 * @param campaign its id; null until it is looked up
 * @param sort a field, with a hyphen before it if the order is reversed; empty for the order of the keys
 * @param narrowing parameters of the statements by which the records are narrowed
 */
record RecordSelection(
        RecordTable table,
        String slug,
        @Nullable UUID campaign,
        String sort,
        Map<String, @Nullable Object> narrowing,
        Form form) {

    /** How the records are answered: CSV is for programs, or with harmless cells for people. */
    enum Form {
        PAGE,
        CSV,
        DOWNLOAD
    }

    public boolean isCsv() {
        return form != Form.PAGE;
    }

    RecordSelection in(UUID found) {
        return new RecordSelection(table, slug, found, sort, narrowing, form);
    }

    /** What cursors of this order begin with. */
    String order() {
        return table.word() + " " + sort;
    }

    /** Parameters of the statement that finds the next records. */
    Map<String, @Nullable Object> parameters(int limit, @Nullable RecordCursor after) {
        Map<String, @Nullable Object> parameters = new HashMap<>(narrowing);
        parameters.put("campaign", campaign);
        parameters.put("limit", limit);
        parameters.put("sort", sort.isEmpty() ? null : sort.replaceFirst("^-", ""));
        parameters.put("descending", sort.startsWith("-"));
        parameters.put("after", after == null ? null : after.id());
        String key = after == null ? null : after.key();
        // Unsorted, it is the platform and the platform's id.
        int gap = key == null || !sort.isEmpty() ? -1 : key.indexOf(' ');
        parameters.put("afterPlatform", key == null || gap < 0 ? "" : key.substring(0, gap));
        parameters.put("afterKey", key == null ? null : key.substring(gap + 1));
        return parameters;
    }
}
