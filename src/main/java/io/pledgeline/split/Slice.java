package io.pledgeline.split;

import io.pledgeline.database.Row;
import io.pledgeline.platform.Choices;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of a split that one worker has claimed: from a saved position on.
 *
 * @param position byte in the object where the next chunk begins
 * @param row ordinal of the record there
 * @param chunk number of the next chunk
 * @param attempt which attempt at this slice it is, from 1
 * @param file the file of the workbook that it is about, from 1
 * @param files how many files are known of the workbook; 0 before anything was decided about a plain one
 * @param filename of the file
 * @param etag of the object when it was taken in; null of what unpacking made, which nobody else writes
 * @param bytes size of the object
 * @param platform asked for, or that of the first file; null before anything was decided
 * @param sheet asked for of an Excel workbook
 * @param manual whether a person wants to confirm the mapping whatever the file is
 * @param choices the mapping that was confirmed for this import
 * @param corrects the import whose failed rows the file brings again; null if it is a file of its own
 * @param frozen what the first slice decided; null in the first slice
 */
public record Slice(
        UUID upload,
        UUID workbook,
        UUID campaign,
        int file,
        int files,
        String filename,
        String bucket,
        String key,
        @Nullable String etag,
        long bytes,
        @Nullable String platform,
        boolean platformAsked,
        @Nullable String sheet,
        boolean manual,
        @Nullable Choices choices,
        @Nullable UUID corrects,
        long position,
        long row,
        int chunk,
        int attempt,
        @Nullable Frozen frozen)
        implements StoredRange {

    /**
     * How the file is to be read, the same in every slice.
     *
     * @param headers the header cells as JSON array, as spelled in the file
     */
    public record Frozen(String charset, char delimiter, int chunkRows, String headers) {}

    /** Reads the row that {@code claim-split.sql} returns. */
    static Slice of(Row row) {
        return new Slice(
                row.uuid("id"),
                row.uuid("workbook_id"),
                row.uuid("campaign_id"),
                row.integer("split_file"),
                row.integer("files"),
                row.text("filename"),
                row.text("bucket"),
                row.text("object_key"),
                row.textOrNull("etag"),
                row.number("size_bytes"),
                row.textOrNull("platform"),
                row.isTrue("platform_asked"),
                row.textOrNull("sheet"),
                row.isTrue("manual"),
                row.isNull("choices") ? null : Choices.fromJson(row.text("choices")),
                row.isNull("corrects") ? null : row.uuid("corrects"),
                row.number("split_position"),
                row.number("split_row"),
                row.integer("split_chunk"),
                row.integer("split_attempts"),
                row.isNull("headers")
                        ? null
                        : new Frozen(
                                row.text("charset"),
                                row.text("delimiter").charAt(0),
                                row.integer("chunk_rows"),
                                row.text("headers")));
    }

    /** The same slice, once the form of the file is decided: it begins behind the header. */
    Slice behind(Header header, Frozen decided) {
        return new Slice(
                upload,
                workbook,
                campaign,
                file,
                files,
                filename,
                bucket,
                key,
                etag,
                bytes,
                platform,
                platformAsked,
                sheet,
                manual,
                choices,
                corrects,
                header.end(),
                header.rows() + 1L,
                chunk,
                attempt,
                decided);
    }

    /** Whether the form of the file is still to be decided. */
    public boolean isFirst() {
        return frozen == null;
    }

    /** Whether the object is what unpacking made of a part of the workbook. */
    public boolean isUnpacked() {
        return isFirst() && files > 0;
    }

    /** Whether other files stand beside it in the workbook. */
    public boolean isOneOfMany() {
        return files > 1;
    }

    /**
     * Refuses to go on with a file that is no Excel workbook if a sheet of one was asked for.
     *
     * @throws SplitFailedException if so
     */
    public void requireNoSheet() {
        if (sheet != null) {
            throw new SplitFailedException(
                    "SHEET_NOT_FOUND", "The file is no Excel workbook, so it has no sheet to choose.", null);
        }
    }

    /** Whether nothing of the object is left: the worker was lost between the last chunk and the end of the split. */
    public boolean isAtEnd() {
        return position >= bytes;
    }

    @Override
    public long lastByte() {
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
