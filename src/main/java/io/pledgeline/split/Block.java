package io.pledgeline.split;

import java.util.List;

/**
 * Whole CSV records that stand together in a file and make one chunk.
 *
 * @param firstRow ordinal of the first record in the file, the first record of the file being 1
 * @param rows records, those in {@code faults} included
 * @param from first byte in the file
 * @param to byte after the last
 * @param bytes the records as they are in the file, without those that were dropped
 * @param faults records that cannot be imported, in file order
 */
public record Block(long firstRow, int rows, long from, long to, byte[] bytes, List<Fault> faults) {

    /** A record that is not well formed; a dropped one was too long or too wide to be kept. */
    public record Fault(long row, String code, String message, boolean dropped) {}
}
