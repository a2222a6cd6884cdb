package io.pledgeline.storage;

import java.util.function.Predicate;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/** Multipart uploads that were begun and have not been completed; their parts are stored, and paid for, until somebody aborts them. */
public final class OpenParts {

    private OpenParts() {}

    /** Aborts those of a bucket that are chosen among the ones whose key begins with the prefix. */
    public static void abort(S3Client s3, String bucket, String prefix, Predicate<MultipartUpload> chosen) {
        s3.listMultipartUploads(request -> request.bucket(bucket).prefix(prefix)).uploads().stream()
                .filter(chosen)
                .forEach(open -> abort(s3, bucket, open));
    }

    private static void abort(S3Client s3, String bucket, MultipartUpload open) {
        try {
            s3.abortMultipartUpload(
                    request -> request.bucket(bucket).key(open.key()).uploadId(open.uploadId()));
        } catch (NoSuchUploadException e) {
            // Somebody else has ended it since it was listed.
        }
    }
}
