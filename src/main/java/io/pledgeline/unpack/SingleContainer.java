package io.pledgeline.unpack;

import io.pledgeline.split.Blocks;
import java.io.InputStream;
import java.util.NoSuchElementException;
import org.apache.commons.io.input.BoundedInputStream;
import org.jspecify.annotations.Nullable;

/** A container of one file that is read while the object arrives: gzip, or nothing but another charset. */
final class SingleContainer implements Container {

    private final InputStream object;
    private final BoundedInputStream counted;
    private @Nullable PackedFile file;

    /**
     * @param object the container's bytes, to be let go of when this is closed
     * @param counted the same, counting
     */
    SingleContainer(InputStream object, BoundedInputStream counted, PackedFile file) {
        this.object = object;
        this.counted = counted;
        this.file = file;
    }

    @Override
    public boolean hasNext() {
        return file != null;
    }

    @Override
    public PackedFile next() {
        PackedFile next = file;
        if (next == null) {
            throw new NoSuchElementException();
        }
        file = null;
        return next;
    }

    @Override
    public long position() {
        return counted.getCount();
    }

    @Override
    public void close() {
        Blocks.release(object);
    }
}
