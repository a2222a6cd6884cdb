package io.pledgeline.load;

import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.Problem;
import java.util.List;
import java.util.Map;
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
                mapping.platform());
    }
}
