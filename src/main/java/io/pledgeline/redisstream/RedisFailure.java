package io.pledgeline.redisstream;

import org.jspecify.annotations.Nullable;

/** Tells what went wrong at Redis in words that are safe to log. */
final class RedisFailure {

    private RedisFailure() {}

    /** The root of the failure: its kind and first sentence, without the command and parameters that Redisson adds. */
    static String describe(@Nullable Throwable failure) {
        if (failure == null) {
            return "unknown";
        }
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String kind = root.getClass().getSimpleName();
        String words = root.getMessage();
        if (words == null) {
            return kind;
        }
        String safe = words.split("[.!] |[.,; ]*\\b(?i:channel|command|params|node source|with args)\\b", 2)[0];
        return safe.isBlank() ? kind : kind + ": " + safe;
    }

    /** Whether the group, or the stream with it, is gone. */
    static boolean isGroupMissing(Throwable failure) {
        String words = String.valueOf(failure.getMessage());
        // UNBLOCKED is what Redis 7 says to a reader whose stream is deleted.
        return words.contains("NOGROUP") || words.startsWith("UNBLOCKED");
    }
}
