package io.pledgeline.platform;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The first rows of a file, seen by column: the different cells of each, as many as are needed to tell what it holds. */
final class Sample {
    private static final int DIFFERENT_CELLS = 1_000;

    private final List<Set<String>> columns = new ArrayList<>();

    /** @param rows are walked over once and not kept */
    Sample(int width, Iterable<List<String>> rows) {
        this(width, rows, Integer.MAX_VALUE);
    }

    /** @param limit of the rows that are looked at; no more are asked for */
    Sample(int width, Iterable<List<String>> rows, int limit) {
        for (int i = 0; i < width; i++) {
            columns.add(new LinkedHashSet<>());
        }
        Iterator<List<String>> walk = rows.iterator();
        for (int seen = 0; seen < limit && walk.hasNext(); seen++) {
            List<String> row = walk.next();
            for (int i = 0; i < Math.min(width, row.size()); i++) {
                if (columns.get(i).size() < DIFFERENT_CELLS) {
                    columns.get(i).add(Texts.trim(row.get(i)));
                }
            }
        }
    }

    /** The first column that says something and of which every cell that does matches; -1 if there is none. */
    int indexOf(Pattern whole) {
        for (int i = 0; i < columns.size(); i++) {
            List<String> cells = column(i, List.of());
            if (!cells.isEmpty() && cells.stream().allMatch(whole.asMatchPredicate())) {
                return i;
            }
        }
        return -1;
    }

    /** The different cells of a column that say something, trimmed; none of a column that is not in the file. */
    List<String> column(int index, List<String> blanks) {
        if (index >= columns.size()) {
            return List.of();
        }
        return columns.get(index).stream()
                .filter(cell -> !cell.isEmpty() && blanks.stream().noneMatch(cell::equalsIgnoreCase))
                .toList();
    }
}
