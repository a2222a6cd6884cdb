package io.pledgeline.records;

import org.jspecify.annotations.Nullable;

/**
 * Which page of records is asked for.
 *
 * @param limit how many records, 1 to 200
 * @param after where the former page ended; null for the first page
 */
record RecordPage(int limit, @Nullable RecordCursor after) {}
