package io.pledgeline.database;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a row that a statement returned; a column that must not be NULL but is, is a bug in the statement. */
public final class Row {

    private final Map<String, Object> columns;

    /** @param columns by name, as camel-jdbc gives them */
    public Row(Map<String, Object> columns) {
        this.columns = columns;
    }

    public UUID uuid(String column) {
        return (UUID) value(column);
    }

    public String text(String column) {
        return (String) value(column);
    }

    public @Nullable String textOrNull(String column) {
        return (String) columns.get(column);
    }

    public byte[] bytes(String column) {
        return (byte[]) value(column);
    }

    public int integer(String column) {
        return ((Number) value(column)).intValue();
    }

    public long number(String column) {
        return ((Number) value(column)).longValue();
    }

    public boolean isTrue(String column) {
        return (Boolean) value(column);
    }

    public boolean isNull(String column) {
        return columns.get(column) == null;
    }

    private Object value(String column) {
        Object value = columns.get(column);
        if (value == null) {
            throw new IllegalStateException("The statement returned no value for " + column);
        }
        return value;
    }
}
