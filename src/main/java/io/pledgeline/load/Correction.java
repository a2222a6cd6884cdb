package io.pledgeline.load;

import io.pledgeline.platform.CorrectedFile;
import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.OwnColumns;
import io.pledgeline.platform.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the columns of ours say in a file of corrected rows: which failed row of which file each row brings again. */
public final class Correction {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    private final UUID corrects;
    private final List<String> headers;
    private final List<Integer> own;
    private final int rowIndex;
    private final int fileIndex;
    private final int onlyFile;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, Mapping> mappings = new HashMap<>();
    private final Mapping otherwise;
    private final Map<Mapping, Mapping> distinct = new HashMap<>();

    /** A file of the corrected import, with the mapping that was frozen for it. */
    record FormerFile(int number, String name, Mapping mapping) {}

    /** A failed row, as it is named. */
    record Named(int file, long row) {}

    /**
     * Reads the header.
     *
     * @param otherwise the mapping of rows that name no file of the import
     */
    Correction(UUID corrects, List<String> headers, List<FormerFile> files, Mapping otherwise) {
        this.corrects = corrects;
        this.headers = headers;
        this.otherwise = otherwise;
        rowIndex = OwnColumns.indexOf(OwnColumns.ROW, headers);
        fileIndex = OwnColumns.indexOf(OwnColumns.FILE, headers);
        own = List.of(rowIndex, fileIndex, OwnColumns.indexOf(OwnColumns.ERRORS, headers));
        // A spreadsheet may have blanked or renamed it, and there is nothing to tell apart.
        onlyFile = files.size() == 1 ? files.get(0).number() : 0;
        distinct.put(otherwise, otherwise);
        for (FormerFile file : files) {
            numbers.put(file.name(), file.number());
            Mapping mapping = new CorrectedFile(file.mapping(), headers).mapping();
            mappings.put(file.number(), distinct.computeIfAbsent(mapping, first -> first));
        }
    }

    UUID corrects() {
        return corrects;
    }

    /** The failed row that a row names; null if what it says is none. */
    @Nullable
    Named named(List<String> cells) {
        int file = file(cells);
        String row = cell(cells, rowIndex).strip();
        return file == 0 || !NUMBER.matcher(row).matches() ? null : new Named(file, Long.parseLong(row));
    }

    /** How a row is read: as the file was that it comes from. */
    Mapping mapping(List<String> cells) {
        return mappings.getOrDefault(file(cells), otherwise);
    }

    /** All of these ways. */
    Set<Mapping> mappings() {
        return distinct.keySet();
    }

    private int file(List<String> cells) {
        return onlyFile > 0
                ? onlyFile
                : numbers.getOrDefault(cell(cells, fileIndex).strip(), 0);
    }

    /** Whether a row says nothing but which one it is. */
    boolean isBlank(List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (!own.contains(i) && !cells.get(i).isBlank()) {
                return false;
            }
        }
        return true;
    }

    /** The problem of a row that brings none of the failed rows again. */
    Problem problem(int row, List<String> cells, String code, String message) {
        return new Problem(row, rowIndex < 0 ? "" : headers.get(rowIndex), cell(cells, rowIndex), code, message);
    }

    private static String cell(List<String> cells, int index) {
        return index >= 0 && index < cells.size() ? cells.get(index) : "";
    }
}
