package io.pledgeline.split;

import java.io.Closeable;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.http.Abortable;

/** The blocks of one slice, read while they are asked for, and fewer when the process stops; closing it lets go of the object. */
public final class Blocks implements Iterator<Block>, Closeable {

    private final InputStream in;
    private final RecordCutter cutter;
    private final int most;
    private final long maxRows;
    private final BooleanSupplier stopping;
    private int given;
    private boolean last;

    Blocks(InputStream in, RecordCutter cutter, int most, long maxRows, BooleanSupplier stopping) {
        this.in = in;
        this.cutter = cutter;
        this.most = most;
        this.maxRows = maxRows;
        this.stopping = stopping;
    }

    @Override
    public boolean hasNext() {
        return !stopping.getAsBoolean() && isMore();
    }

    private boolean isMore() {
        return given < most && cutter.hasNext();
    }

    /** @throws SplitFailedException when the file has more rows than allowed, or a quote that is never closed */
    @Override
    public Block next() {
        // Not hasNext: what was promised is given, also when the process has begun to stop in between.
        if (!isMore()) {
            throw new NoSuchElementException();
        }
        given++;
        Block block = cutter.next();
        if (block.firstRow() + block.rows() - 1 > maxRows) {
            throw new SplitFailedException(
                    "TOO_MANY_ROWS",
                    "The file has more than " + maxRows + " rows; those from row " + block.firstRow()
                            + " on are not imported.",
                    maxRows + 1);
        }
        return block;
    }

    /** Whether the file has nothing left after the blocks that were given; known once this is closed. */
    public boolean isLast() {
        return last;
    }

    @Override
    public void close() {
        try {
            last = cutter.exhausted();
        } finally {
            release(in);
        }
    }

    /** Lets go of an object that was not read to its end: closing it would read the rest, which may be gigabytes. */
    public static void release(InputStream in) {
        if (in instanceof Abortable abortable) {
            abortable.abort();
        }
    }
}
