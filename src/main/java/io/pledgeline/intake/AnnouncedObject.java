package io.pledgeline.intake;

import io.pledgeline.intake.events.Announcement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An announced object as it was found.
 *
 * @param merchant id of its owner
 * @param version that lies there now; that of the announcement when it could not be read
 * @param etag likewise
 * @param refusal the code for which it is not imported; null when it is
 * @param detail the reason, as a sentence
 */
record AnnouncedObject(
        Announcement announcement,
        String merchant,
        String filename,
        ImportOptions options,
        long size,
        @Nullable String version,
        @Nullable String etag,
        @Nullable String refusal,
        @Nullable String detail) {

    public boolean isRefused() {
        return refusal != null;
    }

    /** Parameters of {@code register-announced.sql}. */
    public Map<String, @Nullable Object> getParameters() {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        options.putInto(parameters);
        parameters.put("merchant", merchant);
        parameters.put("filename", filename);
        parameters.put("bucket", announcement.bucket());
        parameters.put("key", announcement.key());
        parameters.put("source", announcement.source().path());
        parameters.put("size", size);
        parameters.put("version", version);
        parameters.put("etag", etag);
        parameters.put("refusal", refusal);
        parameters.put("detail", detail);
        return parameters;
    }
}
