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

    private static final int BLOCK_CELLS = 400_000;

    /**
     * Cells after which a block ends early. An empty cell is one byte in the file and a string once parsed, so the bytes
     * alone do not bound what a block takes.
     */
    int blockCells() {
        return BLOCK_CELLS;
    }
}
