package io.pledgeline.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import software.amazon.awssdk.http.ContentStreamProvider;

/** A part in the heap; small files take only what they need. */
final class HeapPartBuffer implements PartBuffer {

    private static final int FIRST_SIZE = 1 << 16;

    private final int partSize;
    private final Runnable release;
    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;
    private boolean closed;

    HeapPartBuffer(int partSize, Runnable release) {
        this.partSize = partSize;
        this.release = release;
    }

    @Override
    public long fill(InputStream in) throws IOException {
        length = 0;
        while (length < partSize) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(partSize, bytes.length * 4));
            }
            int read = in.read(bytes, length, Math.min(bytes.length, partSize) - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        return length;
    }

    @Override
    public byte[] head() {
        return Arrays.copyOf(bytes, Math.min(length, 1 << 16));
    }

    @Override
    public ContentStreamProvider content() {
        return () -> new ByteArrayInputStream(bytes, 0, length);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release.run();
        }
    }
}
