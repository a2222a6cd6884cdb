package io.pledgeline.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A chunk in which rows have failed.
 *
 * @param file the number of its file
 * @param failure why the chunk as a whole failed; null when only single rows did
 * @param settled rows of a chunk that failed as a whole that a correction has imported since
 * @param own what is wrong with single rows, in the order of the rows
 * @param cells of each row of the chunk, as they were; empty where they were not asked for
 */
record FailedChunk(
        int number,
        int file,
        long firstRow,
        int rows,
        @Nullable String failure,
        Set<Long> settled,
        List<RowError> own,
        List<List<String>> cells) {

    /** Everything that is wrong, row by row; of a chunk that failed as a whole, each row is listed. */
    List<RowError> errors() {
        if (failure == null) {
            return own;
        }
        List<RowError> errors = new ArrayList<>(own.size() + rows);
        int next = 0;
        for (long row = firstRow; row < firstRow + rows; row++) {
            for (; next < own.size() && own.get(next).row() <= row; next++) {
                errors.add(own.get(next));
            }
            if (!settled.contains(row)) {
                errors.add(new RowError(null, row, null, null, "CHUNK_FAILED", failure));
            }
        }
        return errors;
    }

    /** The cells of a row; none of one that was too long to be kept. */
    List<String> cellsOf(long row) {
        int index = (int) (row - firstRow);
        return index >= 0 && index < cells.size() ? cells.get(index) : List.of();
    }
}
