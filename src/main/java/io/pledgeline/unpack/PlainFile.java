package io.pledgeline.unpack;

import org.jspecify.annotations.Nullable;

/**
 * A plain object that was made of a file of a container.
 *
 * @param charset found in the file; null when it has one that can be cut as it is, and the profile tells which
 */
record PlainFile(
        int number,
        String name,
        String key,
        long bytes,
        @Nullable String charset) {}
