package io.pledgeline.platform;

import java.util.ArrayList;
import java.util.List;

/** The first rows of a file, seen by column. */
record Sample(List<List<String>> rows) {
    /** The trimmed cells of a column that say something. */
    List<String> column(int index, List<String> blanks) {
        List<String> cells = new ArrayList<>();
        for (List<String> row : rows) {
            String cell = index < row.size() ? Texts.trim(row.get(index)) : "";
            if (!cell.isEmpty() && blanks.stream().noneMatch(cell::equalsIgnoreCase)) {
                cells.add(cell);
            }
        }
        return cells;
    }
}
