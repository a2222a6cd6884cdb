package io.pledgeline.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody is sending.
 *
 * @param workbook its id, also in the object's key
 * @param filename as the sender calls it
 * @param contentType without parameters, in lower case
 * @param length of the request's body in bytes, null when it is chunked
 * @param boundary of a multipart form, null otherwise
 * @param options how it is to be imported
 * @param requestHash of query and length, in hexadecimal
 * @param mostUploads of the merchant that may arrive at once
 * @param partSize of a direct upload, in bytes; null when the file comes through the application
 */
public record Upload(
        UUID workbook,
        UUID merchant,
        String bucket,
        String filename,
        String contentType,
        @Nullable Long length,
        @Nullable String boundary,
        ImportOptions options,
        @Nullable String idempotencyKey,
        String requestHash,
        int mostUploads,
        long leaseSeconds,
        @Nullable Long partSize) {

    /** A file that comes through the application. */
    Upload(
            UUID workbook,
            UUID merchant,
            String bucket,
            String filename,
            String contentType,
            @Nullable Long length,
            @Nullable String boundary,
            ImportOptions options,
            @Nullable String idempotencyKey,
            String requestHash,
            int mostUploads,
            long leaseSeconds) {
        this(
                workbook,
                merchant,
                bucket,
                filename,
                contentType,
                length,
                boundary,
                options,
                idempotencyKey,
                requestHash,
                mostUploads,
                leaseSeconds,
                null);
    }

    /** Key of the object; our own objects live below {@code pledgeline/}. */
    public String key() {
        return "pledgeline/" + merchant + "/" + workbook;
    }

    public boolean isIdempotent() {
        return idempotencyKey != null;
    }

    /** Whether its parts go straight to the object store. */
    boolean isDirect() {
        return partSize != null;
    }

    /** Whether it brings failed rows of an import again. */
    public boolean isCorrecting() {
        return options.corrects() != null;
    }

    Upload with(ImportOptions other) {
        return new Upload(
                workbook,
                merchant,
                bucket,
                filename,
                contentType,
                length,
                boundary,
                other,
                idempotencyKey,
                requestHash,
                mostUploads,
                leaseSeconds,
                partSize);
    }

    /** Parameters of the statements of the intake. */
    public Map<String, Object> getParameters() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("workbook", workbook.toString());
        parameters.put("merchant", merchant.toString());
        options.putInto(parameters);
        parameters.put("filename", filename);
        parameters.put("contentType", contentType);
        parameters.put("bucket", bucket);
        parameters.put("key", key());
        parameters.put("idempotencyKey", idempotencyKey);
        parameters.put("requestHash", idempotencyKey == null ? null : requestHash);
        parameters.put("mostUploads", mostUploads);
        parameters.put("lease", leaseSeconds + " s");
        parameters.put("partSize", partSize);
        parameters.put("announced", partSize == null ? null : length);
        return parameters;
    }
}
