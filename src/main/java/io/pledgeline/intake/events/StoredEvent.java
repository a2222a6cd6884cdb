package io.pledgeline.intake.events;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What an event says of an object that was created. */
record StoredEvent(
        String bucket,
        String key,
        @Nullable String version,
        @Nullable String etag,
        @Nullable Long size) {

    private static final int LONGEST_KEY = 1024;

    StoredEvent {
        if (bucket.isEmpty()
                || key.isEmpty()
                || key.indexOf('\0') >= 0
                || key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY
                || !StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
            throw new MalformedEventException("names no object");
        }
        // Of a bucket whose versioning is suspended.
        version = version == null || version.isEmpty() || version.equals("null") ? null : bounded(version);
        etag = etag == null || etag.isEmpty() ? null : '"' + bounded(etag.replace("\"", "")) + '"';
    }

    Announcement from(EventSource source) {
        return new Announcement(source, bucket, key, version, etag, size);
    }

    private static String bounded(String identity) {
        if (identity.length() > LONGEST_KEY || identity.indexOf('\0') >= 0) {
            throw new MalformedEventException("has no usable version or etag");
        }
        return identity;
    }
}
