package io.pledgeline.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.http.ContentStreamProvider;

/** Holds one part of an upload at a time. */
public interface PartBuffer extends Closeable {

    /**
     * Fills the part from a stream, in place of what it held.
     *
     * @return bytes it holds now; less than a part only at the end of the stream
     */
    long fill(InputStream in) throws IOException;

    /** The first bytes of the part, at most 64 KB. */
    byte[] head() throws IOException;

    /** The part for the object store, which may read it again after a fault. */
    ContentStreamProvider content();

    /** Gives the memory or the file back. */
    @Override
    void close() throws IOException;
}
