package io.pledgeline.intake.events;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object that somebody put into a bucket, as an event or a listing tells of it.
 *
 * @param source the path by which we heard of it, and for which merchant it may speak
 * @param version of the object, null where the bucket keeps none or the source does not say
 * @param etag quoted, as the store says it
 * @param size in bytes, null when the source does not say
 */
public record Announcement(
        EventSource source,
        String bucket,
        String key,
        @Nullable String version,
        @Nullable String etag,
        @Nullable Long size) {

    /** The slug with which its key begins; empty when there is none. */
    public String merchant() {
        int end = key.indexOf('/');
        return end < 0 ? "" : key.substring(0, end);
    }

    /** Parameters of {@code find-announced.sql}. */
    public Map<String, @Nullable Object> getParameters() {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("merchant", merchant());
        parameters.put("bucket", bucket);
        parameters.put("key", key);
        parameters.put("version", version);
        parameters.put("etag", etag);
        return parameters;
    }
}
