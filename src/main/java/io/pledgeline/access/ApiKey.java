package io.pledgeline.access;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A live key as the check needs it. */
record ApiKey(
        UUID id,
        UUID merchant,
        Set<String> scopes,
        boolean operator,
        @Nullable Instant lastUsedAt) {}
