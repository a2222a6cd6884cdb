package io.pledgeline.platform;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The first rows of a file, seen by column: the different cells of each, as many as are needed to tell what it holds. */
final class Sample {
    private static final int DIFFERENT_CELLS = 1_000;

    private final List<Set<String>> columns = new ArrayList<>();

    /** @param rows are walked over once and not kept */
    Sample(int width, Iterable<List<String>> rows) {
        for (int i = 0; i < width; i++) {
            columns.add(new LinkedHashSet<>());
        }
        for (List<String> row : rows) {
            for (int i = 0; i < Math.min(width, row.size()); i++) {
                if (columns.get(i).size() < DIFFERENT_CELLS) {
                    columns.get(i).add(Texts.trim(row.get(i)));
                }
            }
        }
    }

    /** The different cells of a column that say something, trimmed. */
    List<String> column(int index, List<String> blanks) {
        return columns.get(index).stream()
                .filter(cell -> !cell.isEmpty() && blanks.stream().noneMatch(cell::equalsIgnoreCase))
                .toList();
    }
}
