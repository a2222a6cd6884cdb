package io.pledgeline.access;

import java.time.Instant;
import java.util.UUID;

/**
 * A live session of the page.
 *
 * @param key with which it acts
 * @param expiresAt if it is not used any more
 */
record WebSession(ApiKey key, String label, Merchant merchant, Instant expiresAt) {

    record Merchant(UUID id, String slug, String name) {}
}
