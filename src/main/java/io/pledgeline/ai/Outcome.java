package io.pledgeline.ai;

import java.util.Map;

/**
 * What becomes of a batch.
 *
 * @param parameters of the statement that says so
 */
public record Outcome(Kind kind, Map<String, Object> parameters) {

    /** One for each statement. */
    public enum Kind {
        COMPLETED,
        SPLIT,
        DELAYED,
        FAILED
    }
}
