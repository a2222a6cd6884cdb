package io.pledgeline.intake;

import io.pledgeline.http.ProblemException;
import io.pledgeline.intake.events.Announcement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Looks what an announced object is now, and how it is to be imported: by its metadata {@code pledgeline-…}, else by its
 * key, {@code {merchant}/{campaign}/…/file.csv}.
 */
@Component
class ObjectLook {

    private static final String METADATA = "pledgeline-";
    private static final Map<String, String> OPTIONS = Map.of(
            "campaign", "campaign",
            "platform", "platform",
            "mode", "mode",
            "on-error", "onError",
            "max-errors", "maxErrors",
            "start", "start",
            "sheet", "sheet");
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int HEAD = 1 << 16;
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client s3;
    private final IntakeSettings settings;
    private final ImportOptionsReader reader;

    ObjectLook(S3Client s3, IntakeSettings settings, ImportOptionsReader reader) {
        this.s3 = s3;
        this.settings = settings;
        this.reader = reader;
    }

    /**
     * Looks at an object.
     *
     * @param merchant id of its owner
     * @throws ProblemException 503 when the store does not answer now
     */
    public AnnouncedObject look(
            @Variable("announcement") Announcement announcement, @Variable("owner") String merchant) {
        HeadObjectResponse head = null;
        Map<String, String> asked = byKey(announcement.key());
        try {
            head = head(announcement);
            asked.putAll(byMetadata(head.metadata()));
            String filename = asked.remove("filename");
            ImportOptions options = reader.read(new Query(asked));
            requireFile(announcement, head);
            return found(announcement, merchant, head, options, Filenames.clean(filename), null);
        } catch (ProblemException e) {
            if (e.status() / 100 != 4) {
                throw e;
            }
            ImportOptions options = reader.read(new Query(usable(byKey(announcement.key()))));
            return found(announcement, merchant, head, options, Filenames.clean(announcement.key()), e);
        }
    }

    private static AnnouncedObject found(
            Announcement announcement,
            String merchant,
            @Nullable HeadObjectResponse head,
            ImportOptions options,
            String filename,
            @Nullable ProblemException refusal) {
        Long announced = announcement.size();
        return new AnnouncedObject(
                announcement,
                merchant,
                filename,
                options,
                head != null ? head.contentLength() : announced == null ? 0 : announced,
                head != null ? version(head) : announcement.version(),
                head != null ? head.eTag() : announcement.etag(),
                refusal == null ? null : refusal.code(),
                refusal == null ? null : refusal.detail());
    }

    private static @Nullable String version(HeadObjectResponse head) {
        return "null".equals(head.versionId()) ? null : head.versionId();
    }

    private HeadObjectResponse head(Announcement announcement) {
        try {
            return s3.headObject(
                    request -> request.bucket(announcement.bucket()).key(announcement.key()));
        } catch (SdkException e) {
            throw refusal(e);
        }
    }

    /** As an upload of the same bytes would be refused; a declared type is what the client of the store made of the name. */
    private void requireFile(Announcement announcement, HeadObjectResponse head) {
        if (head.contentLength() == 0) {
            throw Refusals.emptyFile();
        }
        if (head.contentLength() > settings.maxSize().toBytes()) {
            throw Refusals.tooLarge(settings.maxSize().toBytes());
        }
        try {
            ContentTypes.requireTable(s3.getObjectAsBytes(request -> request.bucket(announcement.bucket())
                            .key(announcement.key())
                            .ifMatch(head.eTag())
                            .range("bytes=0-" + (Math.min(HEAD, head.contentLength()) - 1)))
                    .asByteArray());
        } catch (SdkException e) {
            throw refusal(e);
        }
    }

    /** What may pass is the source's to announce again, also an object that was overwritten between two looks. */
    private static ProblemException refusal(SdkException failure) {
        if (!(failure instanceof S3Exception answer)
                || answer.statusCode() / 100 == 5
                || answer.statusCode() == PRECONDITION_FAILED
                || answer.statusCode() == 408
                || answer.isThrottlingException()
                || answer.isClockSkewException()) {
            return Refusals.storageUnavailable();
        }
        return answer.statusCode() == 404
                ? new ProblemException(404, "OBJECT_NOT_FOUND", "The object is not there (any more).")
                : new ProblemException(403, "OBJECT_FORBIDDEN", "The object store does not let us read the object.");
    }

    private static Map<String, String> byKey(String key) {
        Map<String, String> asked = new HashMap<>();
        String[] segments = key.split("/", -1);
        if (segments.length > 2) {
            asked.put("campaign", segments[1]);
        }
        asked.put("filename", key);
        return asked;
    }

    private static Map<String, String> usable(Map<String, String> byKey) {
        byKey.remove("filename");
        byKey.values().removeIf(campaign -> !SLUG.matcher(campaign).matches());
        return byKey;
    }

    private static Map<String, String> byMetadata(Map<String, String> metadata) {
        Map<String, String> asked = new HashMap<>();
        metadata.forEach((given, value) -> {
            // Stores differ in how they write names of headers.
            String name = given.toLowerCase(Locale.ROOT);
            if (name.startsWith(METADATA)) {
                String option = name.substring(METADATA.length());
                if (!option.equals("filename") && !OPTIONS.containsKey(option)) {
                    throw ProblemException.invalidParameter(
                            option.matches("[a-z0-9-]{1,40}") ? METADATA + option : "metadata",
                            "is not an option of an import.");
                }
                asked.put(OPTIONS.getOrDefault(option, option), value);
            }
        });
        return asked;
    }
}
