package io.pledgeline.jobs;

import io.pledgeline.jobs.FailedChunks.WorkbookFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the cells of each file stand in the one CSV of failed rows.
 *
 * <p>Of a single file, and of files with the same columns, they stay where they are. Of files with different ones the CSV has
 * the columns of all, in the order in which they first appear; a second column of one name is another column.
 */
final class FailedRowsLayout {

    private final List<String> headers = new ArrayList<>();
    private final Map<Integer, WorkbookFile> files = new HashMap<>();
    private final Map<Integer, int[]> places = new HashMap<>();
    private final Charset charset;

    FailedRowsLayout(List<WorkbookFile> files) {
        Map<String, Integer> placeOf = new LinkedHashMap<>();
        for (WorkbookFile file : files) {
            this.files.put(file.number(), file);
            Map<String, Integer> seen = new HashMap<>();
            int[] places = new int[file.headers().size()];
            for (int i = 0; i < places.length; i++) {
                String name = file.headers().get(i);
                String column = seen.merge(name, 1, Integer::sum) + "\n" + name;
                Integer place = placeOf.putIfAbsent(column, headers.size());
                if (place == null) {
                    headers.add(name);
                }
                places[i] = place == null ? headers.size() - 1 : place;
            }
            this.places.put(file.number(), places);
        }
        List<String> charsets =
                files.stream().map(WorkbookFile::charset).distinct().toList();
        this.charset = charsets.size() == 1 ? Charset.forName(charsets.get(0)) : StandardCharsets.UTF_8;
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
            while (placed.size() <= place) {
                placed.add("");
            }
            placed.set(place, cells.get(i));
        }
        return placed;
    }
}
