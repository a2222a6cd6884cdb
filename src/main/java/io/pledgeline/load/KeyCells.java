package io.pledgeline.load;

import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.Mapping.Column;
import io.pledgeline.platform.PledgeRow;
import io.pledgeline.platform.Problem;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names the cells that gave the rows of a batch the keys of their pledges. */
final class KeyCells {

    private final List<Column> columns;
    private final Map<Integer, List<String>> cells = new HashMap<>();

    /** @param cells of the same rows, in the same order */
    KeyCells(Mapping mapping, List<PledgeRow> rows, List<List<String>> cells) {
        columns = mapping.columns().stream()
                .filter(column -> column.field().equals("pledge.key"))
                .sorted(Comparator.comparingInt(Column::rank))
                .toList();
        for (int i = 0; i < rows.size(); i++) {
            this.cells.put(rows.get(i).row(), cells.get(i));
        }
    }

    Problem problem(PledgeRow row, String code, String message) {
        for (Column column : columns) {
            String value = cell(row, column);
            if (!value.isBlank() && column.blanks().stream().noneMatch(value.strip()::equalsIgnoreCase)) {
                return new Problem(row.row(), column.header(), value, code, message);
            }
        }
        return new Problem(row.row(), "", "", code, message);
    }

    private String cell(PledgeRow row, Column column) {
        List<String> said = cells.getOrDefault(row.row(), List.of());
        return column.index() < said.size() ? said.get(column.index()) : "";
    }
}
