package io.pledgeline.split;

import org.jspecify.annotations.Nullable;

/** A file that cannot be split, or not any further; what was split before stays. */
public class SplitFailedException extends RuntimeException {

    private final String code;
    private final @Nullable Long row;

    public SplitFailedException(String code, String detail, @Nullable Long row) {
        super(detail);
        this.code = code;
        this.row = row;
    }

    /** The stable word of the job's error. */
    public String code() {
        return code;
    }

    /** The row in the file, where there is one. */
    public @Nullable Long row() {
        return row;
    }
}
