package io.pledgeline.split;

import java.nio.charset.Charset;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The rows at the start of a file, without the block that the end of what was read may have cut in two. */
final class SampleRows implements Iterator<List<String>> {

    private final RecordCutter cutter;
    private final char delimiter;
    private final Charset charset;
    private final boolean whole;
    private Iterator<List<String>> block = Collections.emptyIterator();

    /** @param whole whether the cutter sees all of the file */
    SampleRows(RecordCutter cutter, char delimiter, Charset charset, boolean whole) {
        this.cutter = cutter;
        this.delimiter = delimiter;
        this.charset = charset;
        this.whole = whole;
    }

    @Override
    public boolean hasNext() {
        while (!block.hasNext()) {
            Block next = nextBlock();
            if (next == null || !(whole || hasFurther())) {
                return false;
            }
            block = CsvFormats.parse(next.bytes(), delimiter, charset).iterator();
        }
        return true;
    }

    @Override
    public List<String> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return block.next();
    }

    private @org.jspecify.annotations.Nullable Block nextBlock() {
        try {
            return cutter.hasNext() ? cutter.next() : null;
        } catch (SplitFailedException cutOff) {
            // What was read may end inside quotes; whether the file does is found out by the split.
            return null;
        }
    }

    private boolean hasFurther() {
        return cutter.hasNext();
    }
}
