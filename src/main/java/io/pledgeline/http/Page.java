package io.pledgeline.http;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for; lists run from the newest id to the oldest.
 *
 * @param limit how many items, 1 to 200
 * @param after the id the former page ended with; null for the first page
 */
public record Page(int limit, @Nullable UUID after) {}
