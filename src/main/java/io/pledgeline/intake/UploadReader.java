package io.pledgeline.intake;

import io.pledgeline.http.ProblemException;
import io.pledgeline.storage.StorageSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what a request says about the file it brings, and refuses what cannot be taken before a byte of the body is read. */
@Component
class UploadReader {

    private static final Pattern BOUNDARY =
            Pattern.compile("boundary\\s*=\\s*(?:\"([^\"]{1,70})\"|([^;\\s]{1,70}))", Pattern.CASE_INSENSITIVE);

    private final IntakeSettings settings;
    private final StorageSettings storage;
    private final ImportOptionsReader options;

    UploadReader(IntakeSettings settings, StorageSettings storage, ImportOptionsReader options) {
        this.settings = settings;
        this.storage = storage;
        this.options = options;
    }

    public Upload read(@Headers Map<String, Object> headers, @Variable("merchant") UUID merchant) {
        String rawQuery = text(headers, Exchange.HTTP_QUERY);
        Query query = Query.parse(rawQuery);
        String contentTypeHeader = text(headers, "Content-Type");
        String contentType = ContentTypes.accepted(contentTypeHeader);
        Long length = length(headers);
        return new Upload(
                UUID.randomUUID(),
                merchant,
                storage.bucket(),
                filename(headers, query),
                contentType,
                length,
                contentType.equals("multipart/form-data") ? boundary(String.valueOf(contentTypeHeader)) : null,
                options.read(query),
                idempotencyKey(headers),
                hash(text(headers, Exchange.HTTP_PATH) + "?" + rawQuery + "\n" + length),
                settings.merchantUploads(),
                settings.lease().toSeconds());
    }

    static @Nullable String idempotencyKey(Map<String, Object> headers) {
        String key = text(headers, "Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > 255)) {
            throw ProblemException.invalidParameter("Idempotency-Key", "must have 1 to 255 characters.");
        }
        return key;
    }

    private @Nullable Long length(Map<String, Object> headers) {
        String length = text(headers, "Content-Length");
        String encoding = text(headers, "Transfer-Encoding");
        if (length == null) {
            if (encoding == null || !encoding.toLowerCase(Locale.ROOT).contains("chunked")) {
                throw new ProblemException(
                        411, "LENGTH_REQUIRED", "Send Content-Length, or the body with Transfer-Encoding: chunked.");
            }
            return null;
        }
        long bytes = bytes(length);
        if (bytes == 0) {
            throw Refusals.emptyFile();
        }
        if (bytes > settings.maxSize().toBytes()) {
            throw Refusals.tooLarge(settings.maxSize().toBytes());
        }
        return bytes;
    }

    private static long bytes(String length) {
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException e) {
            throw ProblemException.invalidParameter("Content-Length", "is not a number of bytes.");
        }
    }

    /** Of the path (a variable, so among the headers), of the query, or of the disposition. */
    private static String filename(Map<String, Object> headers, Query query) {
        String name = text(headers, "filename");
        if (name == null) {
            name = query.get("filename");
        }
        if (name == null) {
            name = Disposition.filename(text(headers, "Content-Disposition"));
        }
        return Filenames.clean(name);
    }

    private static String boundary(String contentType) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw ProblemException.invalidParameter("Content-Type", "multipart/form-data needs a boundary.");
        }
        return boundary.group(1) != null ? boundary.group(1) : boundary.group(2);
    }

    static String hash(String request) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable String text(Map<String, Object> headers, String name) {
        Object value = headers.get(name);
        if (value instanceof Collection<?> several) {
            value = several.isEmpty() ? null : several.iterator().next();
        }
        return value == null ? null : value.toString();
    }
}
