package io.pledgeline.intake;

import org.jspecify.annotations.Nullable;

/**
 * An object that lies complete in the object store.
 *
 * @param size in bytes
 * @param etag as the store returned it
 * @param filename that a form gave the file; null when it gave none
 */
public record StoredObject(long size, String etag, @Nullable String filename) {}
