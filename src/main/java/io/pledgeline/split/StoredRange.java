package io.pledgeline.split;

import org.jspecify.annotations.Nullable;

/** A part of a stored object that is to be read, from a byte on to its end. */
public interface StoredRange {

    String bucket();

    String key();

    /** Of the content that is meant; null when nobody else can have written another. */
    @Nullable
    String etag();

    /** The first byte to read. */
    long position();

    /** The last byte of the object, as a range request counts. */
    long lastByte();
}
