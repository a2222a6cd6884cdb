package io.pledgeline.split;

/**
 * How much a cutter keeps together.
 *
 * @param rows records of a block
 * @param block bytes after which a block ends early
 * @param record bytes of the longest record that is kept
 * @param cells cells of the widest record that is kept
 */
record Limits(int rows, int block, int record, int cells) {

    /**
     * Cells after which a block ends early. An empty cell is one byte in the file and a string once parsed, so the bytes
     * alone do not bound what a block takes.
     */
    int blockCells() {
        return (int) Math.min(Integer.MAX_VALUE, 100L * cells);
    }
}
