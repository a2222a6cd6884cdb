package io.pledgeline.load;

import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.PledgeRow;
import io.pledgeline.platform.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A chunk that this worker has claimed.
 *
 * @param number of the chunk in its upload, from 1
 * @param file number of the file in its workbook, from 1
 * @param firstRow row in the file of the first record
 * @param attempt the attempt that holds the claim, from 1
 * @param mode which rows are written
 * @param judging whether the rows are only judged, because their upload writes nothing before all of them were
 * @param rows the cells of each record; none of a record that was too long to be kept
 * @param faults what the split found wrong with single records, and rows that a model could not read
 * @param settled rows that failed before and that a correction has brought meanwhile
 * @param correction of a file of corrected rows which failed row each brings again; null of any other
 * @param family the uploads whose rows count as rows of one file with these; mostly this one alone
 * @param merchant whose upload it is
 * @param erasures how many people he has erased
 * @param blanked rows of erased people that hold nothing any more
 * @param failure why a model could not be asked about some of the rows; null if it could, or did not have to
 */
public record Chunk(
        UUID upload,
        int number,
        int file,
        int firstRow,
        int attempt,
        UUID campaign,
        Mode mode,
        boolean judging,
        Mapping mapping,
        List<List<String>> rows,
        List<Problem> faults,
        Set<Integer> settled,
        @Nullable Correction correction,
        List<String> family,
        UUID merchant,
        long erasures,
        int blanked,
        @Nullable Failure failure) {

    /** Parameters that every statement about this chunk takes. */
    Map<String, Object> parameters() {
        return Map.of(
                "upload",
                upload.toString(),
                "chunk",
                number,
                "file",
                file,
                "attempt",
                attempt,
                "judging",
                judging,
                "campaign",
                campaign.toString(),
                "platform",
                mapping.platform(),
                "family",
                family.toArray(String[]::new),
                "merchant",
                merchant.toString());
    }

    /** How a row is read. */
    Mapping mapping(int row) {
        return correction == null ? mapping : correction.mapping(rows.get(row - firstRow));
    }

    /** How rows are read that are all read in the same way. */
    Mapping mapping(List<PledgeRow> rows) {
        return rows.isEmpty() ? mapping : mapping(rows.get(0).row());
    }

    /** How its rows are read: all in the same way, but for corrected rows of files with different columns. */
    Set<Mapping> mappings() {
        return correction == null ? Set.of(mapping) : correction.mappings();
    }

    /** Whether a record says nothing. */
    boolean isBlank(List<String> cells) {
        return correction == null ? cells.stream().allMatch(String::isBlank) : correction.isBlank(cells);
    }
}
