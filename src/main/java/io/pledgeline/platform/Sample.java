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
    private static final int WRITTEN_CELLS = 5;

    private final List<Set<String>> columns = new ArrayList<>();
    /** Of each column the first different cells as they are written. */
    private final List<List<String>> written = new ArrayList<>();

    private final int[] filled;
    private final int[] looked;

    /** @param rows are walked over once and not kept */
    Sample(int width, Iterable<List<String>> rows) {
        this(width, rows, Integer.MAX_VALUE);
    }

    /** @param limit of the rows that are looked at; no more are asked for */
    Sample(int width, Iterable<List<String>> rows, int limit) {
        for (int i = 0; i < width; i++) {
            columns.add(new LinkedHashSet<>());
            written.add(new ArrayList<>(0));
        }
        filled = new int[width];
        looked = new int[width];
        Iterator<List<String>> walk = rows.iterator();
        for (int seen = 0; seen < limit && walk.hasNext(); seen++) {
            List<String> row = walk.next();
            for (int i = 0; i < width; i++) {
                if (columns.get(i).size() < DIFFERENT_CELLS) {
                    add(i, i < row.size() ? row.get(i) : "");
                }
            }
        }
    }

    private void add(int index, String raw) {
        String cell = Texts.trim(raw);
        looked[index]++;
        if (!cell.isEmpty()) {
            filled[index]++;
            if (columns.get(index).add(cell) && columns.get(index).size() <= WRITTEN_CELLS) {
                written.get(index).add(raw);
            }
        }
    }

    /** The first column that says something and of which every cell that does matches; -1 if there is none. */
    int indexOf(Pattern whole) {
        for (int i = 0; i < columns.size(); i++) {
            Set<String> cells = columns.get(i);
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
                .filter(cell -> blanks.stream().noneMatch(cell::equalsIgnoreCase))
                .toList();
    }

    /** The first five different cells of a column that say something, as they are written. */
    List<String> written(int index) {
        return List.copyOf(written.get(index));
    }

    /** The share of rows in which a column says something, 0 without rows. */
    double filled(int index) {
        return looked[index] == 0 ? 0 : (double) filled[index] / looked[index];
    }

    /** The share of different cells among those that say something, 0 if none does. */
    double distinct(int index) {
        return filled[index] == 0 ? 0 : (double) columns.get(index).size() / filled[index];
    }
}
