package io.pledgeline.split;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How files are cut.
 *
 * @param chunkRows rows of a chunk, 100 to 5000
 * @param chunkSize bytes after which a chunk ends early
 * @param recordSize longest record in bytes; a longer one fails alone
 * @param cellSize longest cell in characters; a row with a longer one fails alone
 * @param maxRows most records of a file, its header included; the split of a longer one fails
 * @param maxColumns most columns of a file; a row may have twice as many cells, one with more fails alone
 * @param sliceChunks chunks that one slice makes before it lets other uploads have their turn
 * @param openChunks chunks of an upload that may wait unprocessed before its split pauses
 * @param profileSize bytes at the start of a file from which its form is decided
 * @param lease how long a worker that went silent keeps a slice
 * @param maxAttempts slices without progress after which the split is given up
 */
@Validated
@ConfigurationProperties("split")
public record SplitSettings(
        @DefaultValue("1000") @Min(100) @Max(5000) int chunkRows,
        @DefaultValue("4MB") @NotNull DataSize chunkSize,
        @DefaultValue("1MB") @NotNull DataSize recordSize,
        @DefaultValue("256KB") @NotNull DataSize cellSize,
        @DefaultValue("50000000") @Min(1) long maxRows,
        @DefaultValue("20000") @Min(1) @Max(100_000) int maxColumns,
        @DefaultValue("25") @Min(1) @Max(100) int sliceChunks,
        @DefaultValue("100") @Min(1) int openChunks,
        @DefaultValue("16MB") @NotNull DataSize profileSize,
        @DefaultValue("20s") @NotNull Duration lease,
        @DefaultValue("5") @Min(1) int maxAttempts) {

    /** How a file is cut whose chunks have so many rows. */
    Limits limits(int rows) {
        return new Limits(rows, (int) chunkSize.toBytes(), (int) recordSize.toBytes(), 2 * maxColumns);
    }
}
