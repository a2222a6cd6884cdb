package io.pledgeline.split;

import io.pledgeline.intake.FileKind;
import io.pledgeline.platform.Mapping;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the first slice finds out about a file: how to read it, what a person has to say first, or that it is packed. */
public sealed interface Profile {

    /** Parameters of the statement that keeps it, {@code freeze-file.sql} or {@code wait-for-mapping.sql}; none for packed ones. */
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
            @Nullable InputStream rest) implements Profile {}

    /** No platform fits clearly, or required columns are missing. */
    record Unknown(Map<String, Object> parameters) implements Profile {}

    /** The object is a container, or in a charset that cannot be cut: it has to be made plain first. */
    record Packed(FileKind kind) implements Profile {

        public FileKind getKind() {
            return kind;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of();
        }
    }

    default boolean isPacked() {
        return this instanceof Packed;
    }

    /** Whether the import can go on without a person. */
    default boolean isKnown() {
        return this instanceof Known;
    }
}
