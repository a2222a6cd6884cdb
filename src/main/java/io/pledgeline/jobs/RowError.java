package io.pledgeline.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one row, or with one cell of it.
 *
 * @param file only where the workbook has several
 * @param column null where the row as a whole is meant, and then the value as well
 */
@JsonPropertyOrder({"file", "row", "column", "value", "code", "message"})
record RowError(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String file,
        long row,
        @Nullable String column,
        @Nullable String value,
        String code,
        String message) {

    /** The error as the column {@code _errors} tells it. */
    String told() {
        return (column == null ? "" : column + ": ") + message + " [" + code + "]";
    }
}
