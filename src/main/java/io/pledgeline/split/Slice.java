package io.pledgeline.split;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of a split that one worker has claimed: from a saved position on.
 *
 * @param position byte in the object where the next chunk begins
 * @param row ordinal of the record there
 * @param chunk number of the next chunk
 * @param attempt which attempt at this slice it is, from 1
 * @param bytes size of the object
 * @param frozen what the first slice decided; null in the first slice
 */
public record Slice(
        UUID upload,
        UUID workbook,
        UUID campaign,
        int file,
        String filename,
        String bucket,
        String key,
        long bytes,
        @Nullable String platformAsked,
        long position,
        long row,
        int chunk,
        int attempt,
        @Nullable Frozen frozen) {

    /**
     * How the file is to be read, the same in every slice.
     *
     * @param headers the header cells as JSON array, as spelled in the file
     */
    public record Frozen(String charset, char delimiter, int chunkRows, String headers) {}

    /** Reads the row that {@code read-slice.sql} returns. */
    static Slice of(Map<String, Object> row) {
        Object charset = row.get("charset");
        return new Slice(
                (UUID) row.get("id"),
                (UUID) row.get("workbook_id"),
                (UUID) row.get("campaign_id"),
                ((Number) row.get("split_file")).intValue(),
                (String) row.get("filename"),
                (String) row.get("bucket"),
                (String) row.get("object_key"),
                ((Number) row.get("size_bytes")).longValue(),
                (String) row.get("platform"),
                ((Number) row.get("split_position")).longValue(),
                ((Number) row.get("split_row")).longValue(),
                ((Number) row.get("split_chunk")).intValue(),
                ((Number) row.get("split_attempts")).intValue(),
                charset == null
                        ? null
                        : new Frozen(
                                (String) charset,
                                ((String) row.get("delimiter")).charAt(0),
                                ((Number) row.get("chunk_rows")).intValue(),
                                (String) row.get("headers")));
    }

    /** Whether the form of the file is still to be decided. */
    public boolean isFirst() {
        return frozen == null;
    }

    /** The last byte of the object, as a range request counts. */
    public long getLastByte() {
        return bytes - 1;
    }

    /** The format bean that camel-csv reads the blocks with. */
    public String getFormat() {
        return CsvFormats.nameOf(known().delimiter());
    }

    Frozen known() {
        if (frozen == null) {
            throw new IllegalStateException("The first slice has not frozen the form of the file yet");
        }
        return frozen;
    }
}
