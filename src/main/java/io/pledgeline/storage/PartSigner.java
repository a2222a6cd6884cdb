package io.pledgeline.storage;

import java.net.URI;
import java.time.Duration;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Makes addresses at which others may put one part of one multipart upload each, for a while and without a key of ours. */
@Component
public class PartSigner {

    private final S3Presigner presigner;
    private final String bucket;

    PartSigner(S3Presigner presigner, StorageSettings settings) {
        this.presigner = presigner;
        this.bucket = settings.bucket();
    }

    /** Which multipart upload the parts are of. */
    public record Target(String bucket, String key, String uploadId) {}

    /**
     * Signs the address of a part, which is a secret.
     *
     * @param length the bytes that the part must have; others are refused by the store
     */
    public URI sign(Target target, int number, long length, Duration life) {
        return URI.create(presigner
                .presignUploadPart(signed -> signed.signatureDuration(life)
                        .uploadPartRequest(part -> part.bucket(target.bucket())
                                .key(target.key())
                                .uploadId(target.uploadId())
                                .partNumber(number)
                                .contentLength(length)))
                .url()
                .toString());
    }

    /** The origin of these addresses: scheme, host and port. */
    public String origin() {
        URI any = sign(new Target(bucket, "any", "any"), 1, 1, Duration.ofMinutes(1));
        return any.getScheme() + "://" + any.getAuthority();
    }
}
