package io.pledgeline.jobs;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which errors of a job are asked for.
 *
 * @param code null for all
 * @param column null for all, empty for errors of whole rows
 * @param words in the value, the message or the column, whatever their case, or the number of the row; empty for all
 */
record ErrorFilter(@Nullable String code, @Nullable String column, String words) {

    /** All errors. */
    static final ErrorFilter NONE = new ErrorFilter(null, null, "");

    /** @param error as it is shown */
    boolean takes(RowError error) {
        return (code == null || code.equals(error.code()))
                && (column == null || column.equals(error.column() == null ? "" : error.column()))
                && (words.isEmpty() || says(error));
    }

    private boolean says(RowError error) {
        return has(error.value())
                || has(error.message())
                || has(error.column())
                || words.equals(Long.toString(error.row()));
    }

    private boolean has(@Nullable String text) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(words);
    }

    boolean isAny() {
        return equals(NONE);
    }

    /** What stands in the JSON of the errors of every chunk that has one of these, so that no other has to be parsed. */
    List<String> traces() {
        return Stream.of(code, column)
                .filter(text -> text != null && text.matches("[ -~&&[^\"\\\\/]]+"))
                .map(text -> '"' + text + '"')
                .toList();
    }
}
