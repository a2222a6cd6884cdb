package io.pledgeline.intake.events;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who may announce objects.
 *
 * @param path {@code topic}, {@code webhook}, {@code queue} or {@code poll}
 * @param merchant slug of the one whose objects it may announce; null when it is the operator's and announces everybody's
 */
public record EventSource(String path, @Nullable String merchant) {}
