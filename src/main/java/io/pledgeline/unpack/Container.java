package io.pledgeline.unpack;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** The files of a container, one after the other; each has to be read before the next is asked for. */
interface Container extends Iterator<PackedFile>, Closeable {

    /** The names of files in it that are no tables. */
    default List<String> ignored() {
        return List.of();
    }

    /** Whether it holds more than the files that come out of it. */
    default boolean isPartial() {
        return !ignored().isEmpty();
    }

    /** How many bytes of the container itself were read. */
    long position();

    /** Lets go of the object or of the temporary file. */
    @Override
    void close() throws IOException;
}
