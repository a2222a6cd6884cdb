package io.pledgeline.jobs;

import io.pledgeline.jobs.FailedChunks.WorkbookFile;
import io.pledgeline.platform.OwnColumns;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the cells of each file stand in the one CSV of failed rows.
 *
 * <p>Of a single file, and of files with the same columns, they stay where they are. Of files with different ones the CSV has
 * the columns of all, each behind the one that it follows in its file; a second column of one name is another column.
 * Those that a file of corrected rows has from the CSV that it was gives way to the ones that begin this CSV.
 */
final class FailedRowsLayout {

    private final List<String> headers = new ArrayList<>();
    private final Map<Integer, WorkbookFile> files = new HashMap<>();
    private final Map<Integer, int[]> places = new HashMap<>();
    private final Charset charset;

    FailedRowsLayout(List<WorkbookFile> files) {
        List<String> columns = new ArrayList<>(files.isEmpty() ? List.of() : shownOf(files.get(0)));
        for (WorkbookFile file : files.subList(Math.min(1, files.size()), files.size())) {
            int place = 0;
            for (String column : shownOf(file)) {
                int known = columns.indexOf(column);
                if (known < 0) {
                    // Beside its neighbour: where a column stands may say what it is.
                    columns.add(place, column);
                    known = place;
                }
                place = known + 1;
            }
        }
        Map<String, Integer> placeOf = new HashMap<>();
        columns.forEach(column -> placeOf.put(column, placeOf.size()));
        for (WorkbookFile file : files) {
            this.files.put(file.number(), file);
            places.put(
                    file.number(),
                    columnsOf(file).stream()
                            .mapToInt(column -> placeOf.getOrDefault(column, -1))
                            .toArray());
        }
        columns.forEach(column -> headers.add(column.substring(column.indexOf('\n') + 1)));
        List<String> charsets =
                files.stream().map(WorkbookFile::charset).distinct().toList();
        this.charset = charsets.size() == 1 ? Charset.forName(charsets.get(0)) : StandardCharsets.UTF_8;
    }

    /** The columns of a file: which one of its name each is, and the name. */
    private static List<String> columnsOf(WorkbookFile file) {
        Map<String, Integer> seen = new HashMap<>();
        return file.headers().stream()
                .map(name -> seen.merge(name, 1, Integer::sum) + "\n" + name)
                .toList();
    }

    private static List<String> shownOf(WorkbookFile file) {
        return columnsOf(file).stream().filter(column -> isShown(file, column)).toList();
    }

    private static boolean isShown(WorkbookFile file, String column) {
        return !file.isCorrection() || !column.startsWith("1\n") || !OwnColumns.isOwn(column.substring(2));
    }

    /** The names of the columns. */
    List<String> headers() {
        return headers;
    }

    /** The charset of all files if they have one, else UTF-8. */
    Charset charset() {
        return charset;
    }

    String nameOf(int file) {
        WorkbookFile known = files.get(file);
        return known == null ? "" : known.name();
    }

    /** The cells of a row of this file, each in its place; those beyond the header of the file behind all columns. */
    List<String> place(int file, List<String> cells) {
        int[] own = places.getOrDefault(file, new int[0]);
        List<String> placed = new ArrayList<>(cells.size());
        for (int i = 0; i < cells.size(); i++) {
            int place = i < own.length ? own[i] : headers.size() + i - own.length;
            if (place < 0) {
                continue;
            }
            while (placed.size() <= place) {
                placed.add("");
            }
            placed.set(place, cells.get(i));
        }
        return placed;
    }
}
