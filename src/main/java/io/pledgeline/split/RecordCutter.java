package io.pledgeline.split;

import io.pledgeline.split.Block.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of CSV bytes into blocks of whole records.
 *
 * <p>It finds only where records end, by the rules of commons-csv with trailing data allowed, so that the block parses
 * to the same records later. It works on bytes, of any charset whose lower half is ASCII: positions are then exact, a
 * record that is too long costs no memory, and nothing is decoded twice.
 */
final class RecordCutter implements Iterator<Block> {

    private enum State {
        CELL_START,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED,
        AFTER_QUOTED,
        CARRIAGE_RETURN
    }

    private static final int READ_SIZE = 1 << 16;

    private final InputStream in;
    private final byte delimiter;
    private final Limits limits;
    private final int maxRecord;

    private final byte[] read = new byte[READ_SIZE];
    private int at;
    private int end;
    private byte[] kept = new byte[READ_SIZE];

    private long position;
    private long row;
    private int blockCells;
    private boolean ended;
    private @Nullable Block next;
    private @Nullable SplitFailedException failure;

    /**
     * Begins where a record begins.
     *
     * @param in the bytes from {@code position} on; not closed here
     * @param position byte in the file at which {@code in} begins
     * @param row ordinal of the record there
     * @param delimiter an ASCII character
     * @param limits of a record and of a block
     */
    RecordCutter(InputStream in, long position, long row, char delimiter, Limits limits) {
        this.in = in;
        this.position = position;
        this.row = row;
        this.delimiter = (byte) delimiter;
        this.limits = limits;
        this.maxRecord = limits.record();
    }

    @Override
    public boolean hasNext() {
        if (next == null && failure == null && !ended) {
            next = cut();
        }
        return next != null || failure != null;
    }

    /**
     * Returns the next block.
     *
     * @throws SplitFailedException after the last whole record, when a quote is never closed
     */
    @Override
    public Block next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Block block = next;
        if (block == null) {
            SplitFailedException cause = failure;
            failure = null;
            throw cause == null ? new NoSuchElementException() : cause;
        }
        next = null;
        return block;
    }

    /** Whether no byte is left to be read. */
    boolean exhausted() {
        return next == null && failure == null && (ended || (at == end && !fill()));
    }

    private @Nullable Block cut() {
        long from = position;
        long to = position;
        long firstRow = row;
        int size = 0;
        int rows = 0;
        List<Fault> faults = new ArrayList<>();
        blockCells = 0;
        while (rows < limits.rows() && size < limits.block() && blockCells < limits.blockCells()) {
            int before = size;
            size = record(size, faults);
            if (size < 0) {
                size = before;
                break;
            }
            rows++;
            row++;
            to = position;
        }
        if (rows == 0) {
            return null;
        }
        byte[] bytes = Arrays.copyOf(kept, size);
        // Not the position: behind the last whole record an unclosed quote may have been read to the end of the file.
        return new Block(firstRow, rows, from, to, bytes, faults);
    }

    /** Appends one record to what is kept and returns the new size; negative when there is no further whole record. */
    private int record(int start, List<Fault> faults) {
        State state = State.CELL_START;
        int size = start;
        long length = 0;
        long cells = 1;
        boolean linesInCell = false;
        boolean stray = false;
        for (; ; ) {
            if (at == end && !fill()) {
                return atEnd(state, start, size, length, cells, stray, faults);
            }
            byte b = read[at];
            if (state == State.CARRIAGE_RETURN) {
                if (b != '\n') {
                    return finish(start, size, length, cells, stray, faults);
                }
                size = keep(b, start, size, length++);
                return finish(start, size, length, cells, stray, faults);
            }
            size = keep(b, start, size, length++);
            switch (state) {
                case QUOTED -> {
                    if (b == '"') {
                        state = State.QUOTE_IN_QUOTED;
                    } else if (b == '\n' || b == '\r') {
                        linesInCell = true;
                    }
                }
                default -> {
                    if (b == delimiter) {
                        state = State.CELL_START;
                        cells++;
                    } else if (b == '\n') {
                        return finish(start, size, length, cells, stray, faults);
                    } else if (b == '\r') {
                        state = State.CARRIAGE_RETURN;
                    } else if (b == '"' && state == State.CELL_START) {
                        state = State.QUOTED;
                        linesInCell = false;
                    } else if (b == '"' && state == State.QUOTE_IN_QUOTED) {
                        state = State.QUOTED;
                    } else if (state == State.QUOTE_IN_QUOTED) {
                        // Text after a closing quote. In a cell of several lines it is a quote that was never meant to
                        // close here, and the lines before it may be other rows.
                        state = State.AFTER_QUOTED;
                        stray |= linesInCell;
                    } else if (state == State.CELL_START) {
                        state = State.PLAIN;
                    }
                }
            }
        }
    }

    private int keep(byte b, int start, int size, long length) {
        at++;
        position++;
        if (length >= maxRecord) {
            return start;
        }
        if (size == kept.length) {
            kept = Arrays.copyOf(kept, size * 2);
        }
        // An empty record after a dropped one: its LF would join the CR before that one to a single line end.
        boolean joins = b == '\n' && length == 0 && start > 0 && kept[start - 1] == '\r';
        kept[size] = joins ? (byte) '\r' : b;
        return size + 1;
    }

    private int finish(int start, int size, long length, long cells, boolean stray, List<Fault> faults) {
        if (length > maxRecord) {
            faults.add(tooMuch("RECORD_TOO_LONG", length, "bytes", maxRecord));
            return start;
        }
        if (cells > limits.cells()) {
            faults.add(tooMuch("TOO_MANY_CELLS", cells, "cells", limits.cells()));
            return start;
        }
        blockCells += (int) cells;
        if (stray) {
            faults.add(new Fault(
                    row,
                    "STRAY_QUOTE",
                    "A quoted cell over several lines goes on after its closing quote; a quote is missing or too many.",
                    false));
        }
        return size;
    }

    private Fault tooMuch(String code, long found, String what, int most) {
        return new Fault(row, code, "The row has " + found + " " + what + "; at most " + most + " are allowed.", true);
    }

    private int atEnd(State state, int start, int size, long length, long cells, boolean stray, List<Fault> faults) {
        ended = true;
        if (length == 0) {
            return -1;
        }
        if (state == State.QUOTED) {
            failure = new SplitFailedException(
                    "UNCLOSED_QUOTE",
                    "A quote opened in row " + row + " is not closed before the end of the file.",
                    row);
            return -1;
        }
        return finish(start, size, length, cells, stray, faults);
    }

    private boolean fill() {
        try {
            end = Math.max(0, in.read(read, 0, read.length));
            at = 0;
            return end > 0;
        } catch (IOException e) {
            throw new ObjectUnreadableException(e);
        }
    }
}
