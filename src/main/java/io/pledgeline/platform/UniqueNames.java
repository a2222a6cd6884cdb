package io.pledgeline.platform;

import io.pledgeline.platform.Mapping.Column;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells columns apart that are kept under their names. */
final class UniqueNames {

    private UniqueNames() {}

    /** Two questions may be spelled alike; both answers are kept. */
    static void give(List<Column> columns) {
        Set<String> seen = new HashSet<>();
        Map<String, Integer> next = new HashMap<>();
        columns.replaceAll(column -> {
            if (!Fields.isNamed(column.field())) {
                return column;
            }
            String wanted = column.params().getOrDefault("name", column.header());
            String name = wanted;
            // Numbers that were found taken stay so: a thousand equal names are not half a million tries.
            int n = next.getOrDefault(column.field() + '\n' + wanted, 2);
            for (; !seen.add(column.field() + '\n' + name); n++) {
                name = wanted + " (" + n + ")";
            }
            next.put(column.field() + '\n' + wanted, n);
            return new Column(
                    column.index(),
                    column.header(),
                    column.field(),
                    column.type(),
                    column.rank(),
                    Map.of("name", name),
                    column.blanks());
        });
    }
}
