package io.pledgeline.retention;

import io.pledgeline.database.Row;
import io.pledgeline.unpack.Unpacking;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Removes the file of a workbook, and what was unpacked of it, from the object store. */
@Component
class ExpiredObjects {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredObjects.class);

    private final S3Client s3;

    ExpiredObjects(S3Client s3) {
        this.s3 = s3;
    }

    /** The workbooks of a run whose files the store does not let us remove; none yet. */
    public Set<String> refusals() {
        return new HashSet<>();
    }

    /**
     * Takes note of a file that could not be removed.
     *
     * @param workbook a row of {@code expired-objects.sql}
     * @throws SdkException unless the store has answered that it does not let us
     */
    public void failed(
            @Variable("object") Map<String, Object> workbook,
            @Variable("refusals") Set<String> refusals,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) SdkException failure) {
        if (!(failure instanceof S3Exception answer)
                || answer.statusCode() / 100 != 4
                || answer.isThrottlingException()
                || answer.isClockSkewException()) {
            throw failure;
        }
        Row row = new Row(workbook);
        LOG.warn(
                "The file of workbook {} cannot be removed from bucket {}: {} {}",
                row.text("workbook"),
                row.text("bucket"),
                answer.statusCode(),
                answer.getClass().getSimpleName());
        refusals.add(row.text("workbook"));
    }

    /** @param workbook a row of {@code expired-objects.sql} */
    public void remove(@Body Map<String, Object> workbook) {
        Row row = new Row(workbook);
        String bucket = row.text("bucket");
        String below = Unpacking.below(UUID.fromString(row.text("workbook")), row.text("object_key"));
        try {
            s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(below))
                    .contents()
                    .forEach(object ->
                            s3.deleteObject(request -> request.bucket(bucket).key(object.key())));
            if (row.isTrue("announced")) {
                removeAnnounced(row);
            } else {
                s3.deleteObject(request -> request.bucket(bucket).key(row.text("object_key")));
            }
        } catch (NoSuchBucketException e) {
            LOG.warn("Bucket {} is gone, and the file of workbook {} with it", bucket, row.text("workbook"));
        }
    }

    /** Others write there too: what lies there now may be a newer object, of another import or of none yet. */
    private void removeAnnounced(Row row) {
        String bucket = row.text("bucket");
        String key = row.text("object_key");
        String version = row.textOrNull("version_id");
        HeadObjectResponse current = current(bucket, key);
        // The same bytes put again are another version.
        if (current != null
                && (version == null ? row.text("etag").equals(current.eTag()) : version.equals(current.versionId()))) {
            s3.deleteObject(request -> request.bucket(bucket).key(key));
        }
        if (version != null) {
            // Where versions are kept the first only hides it, and so keeps an older one from coming up.
            s3.deleteObject(request -> request.bucket(bucket).key(key).versionId(version));
        }
    }

    private @Nullable HeadObjectResponse current(String bucket, String key) {
        try {
            return s3.headObject(request -> request.bucket(bucket).key(key));
        } catch (NoSuchKeyException e) {
            return null;
        }
    }
}
