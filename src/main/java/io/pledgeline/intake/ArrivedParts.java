package io.pledgeline.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/** Looks up what the object store has of a direct upload. */
@Component
class ArrivedParts {

    private final S3Client s3;

    ArrivedParts(S3Client s3) {
        this.s3 = s3;
    }

    /** A part that has arrived; without a tag where the object is whole already. */
    record Part(int number, long size, @Nullable String etag) {}

    /** The answer to who asks which parts need not be sent again. */
    public Map<String, Object> answer(@Variable("direct") DirectUpload direct) {
        try {
            List<Part> arrived = of(direct);
            if (arrived.isEmpty() && whole(direct).isPresent()) {
                // Completed before, and only not recorded yet.
                arrived = IntStream.rangeClosed(1, direct.parts())
                        .mapToObj(number -> new Part(number, direct.sizeOf(number), null))
                        .toList();
            }
            return Map.of(
                    "partSize",
                    direct.partSize(),
                    "parts",
                    arrived.stream().map(ArrivedParts::shown).toList());
        } catch (NoSuchUploadException e) {
            throw Refusals.partsGone();
        } catch (SdkException e) {
            throw Refusals.storeSilent();
        }
    }

    /**
     * The parts in the store, by number; none once the object is whole.
     *
     * @throws NoSuchUploadException if neither the parts nor the object are there
     */
    List<Part> of(DirectUpload direct) {
        List<Part> parts = new ArrayList<>();
        try {
            s3
                    .listPartsPaginator(
                            request -> request.bucket(direct.target().bucket())
                                    .key(direct.target().key())
                                    .uploadId(direct.target().uploadId()))
                    .parts()
                    .stream()
                    // S3Proxy lists a part without a tag while it takes it away.
                    .filter(part -> part.eTag() != null)
                    .forEach(
                            part -> parts.add(new Part(part.partNumber(), part.size(), PartsReader.bare(part.eTag()))));
        } catch (NoSuchUploadException e) {
            if (whole(direct).isEmpty()) {
                throw e;
            }
        }
        return parts;
    }

    /** The object, once its parts were put together. */
    Optional<StoredObject> whole(DirectUpload direct) {
        try {
            var head = s3.headObject(request ->
                    request.bucket(direct.target().bucket()).key(direct.target().key()));
            return Optional.of(new StoredObject(head.contentLength(), head.eTag(), null));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> shown(Part part) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("number", part.number());
        shown.put("sizeBytes", part.size());
        shown.put("etag", part.etag());
        return shown;
    }
}
