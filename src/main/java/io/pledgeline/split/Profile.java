package io.pledgeline.split;

import io.pledgeline.platform.Mapping;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the first slice finds out about a file: how to read it, or what a person has to say first. */
public sealed interface Profile {

    /**
     * Parameters of the statement that keeps it, {@code freeze-file.sql} or {@code wait-for-mapping.sql}.
     */
    Map<String, Object> parameters();

    /**
     * The file can be read.
     *
     * @param slice the first slice, which begins behind the header
     * @param rest all bytes behind the header if they were few enough to keep, so that nobody needs to ask for them again
     */
    record Known(
            Map<String, Object> parameters,
            Mapping mapping,
            Slice slice,
            @Nullable InputStream rest) implements Profile {

        public @Nullable InputStream getRest() {
            return rest;
        }
    }

    /** No platform fits clearly, or required columns are missing. */
    record Unknown(Map<String, Object> parameters) implements Profile {}

    /** Whether the import can go on without a person. */
    default boolean isKnown() {
        return this instanceof Known;
    }
}
