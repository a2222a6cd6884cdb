package io.pledgeline.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt.
 *
 * @param code the status that the endpoint answered with
 * @param error why it did not arrive, as a word of ours; null when it did
 * @param retryAfter how long the endpoint asks to be left alone
 * @param isFinal whether it is of no use to try again
 * @param isGone whether the endpoint wants nothing any more
 */
record Outcome(
        @Nullable Integer code,
        @Nullable String error,
        @Nullable Duration retryAfter,
        boolean isFinal,
        boolean isGone) {

    static Outcome arrived(@Nullable Integer code) {
        return new Outcome(code, null, null, false, false);
    }

    static Outcome failed(String error) {
        return new Outcome(null, error, null, false, false);
    }
}
