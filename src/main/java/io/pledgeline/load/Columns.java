package io.pledgeline.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows on their way into a statement, as one array per column: {@code unnest} turns them into rows again. */
final class Columns {

    private final String[] names;
    private final List<List<@Nullable Object>> values = new ArrayList<>();

    /** @param names of the statement's parameters, in the order in which rows give their values */
    Columns(String... names) {
        this.names = names;
        for (int i = 0; i < names.length; i++) {
            values.add(new ArrayList<>());
        }
    }

    /** Adds a row; anything but a Boolean travels as text and is cast by the statement. */
    void add(@Nullable Object... row) {
        for (int i = 0; i < row.length; i++) {
            values.get(i).add(row[i]);
        }
    }

    /** How many rows there are. */
    int size() {
        return values.get(0).size();
    }

    void putInto(Map<String, Object> parameters) {
        for (int i = 0; i < names.length; i++) {
            parameters.put(names[i], array(values.get(i)));
        }
    }

    private static String[] array(List<@Nullable Object> column) {
        String[] array = new String[column.size()];
        for (int i = 0; i < array.length; i++) {
            Object value = column.get(i);
            array[i] = value == null ? null : value.toString();
        }
        return array;
    }
}
