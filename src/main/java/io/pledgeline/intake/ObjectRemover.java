package io.pledgeline.intake;

import io.pledgeline.database.Row;
import io.pledgeline.storage.OpenParts;
import java.util.Map;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** Removes every trace of an upload from the object store: its parts and its object. */
@Component
class ObjectRemover {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectRemover.class);

    private final S3Client s3;

    ObjectRemover(S3Client s3) {
        this.s3 = s3;
    }

    /**
     * Removes what an upload left, also if it is not known how far it came.
     *
     * @param workbook with {@code bucket} and {@code object_key}
     */
    public void remove(@Body Map<String, Object> workbook) {
        Row row = new Row(workbook);
        String bucket = row.text("bucket");
        String key = row.text("object_key");
        try {
            removeAll(bucket, key);
        } catch (NoSuchBucketException e) {
            LOG.warn("Bucket {} is gone, and what upload {} left with it", bucket, workbook.get("workbook"));
        }
    }

    private void removeAll(String bucket, String key) {
        OpenParts.abort(s3, bucket, key, open -> open.key().equals(key));
        s3.deleteObject(request -> request.bucket(bucket).key(key));
    }
}
