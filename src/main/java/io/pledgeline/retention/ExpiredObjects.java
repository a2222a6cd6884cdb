package io.pledgeline.retention;

import io.pledgeline.database.Row;
import io.pledgeline.unpack.Unpacking;
import java.util.Map;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** Removes the file of a workbook, and what was unpacked of it, from the object store. */
@Component
class ExpiredObjects {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredObjects.class);

    private final S3Client s3;

    ExpiredObjects(S3Client s3) {
        this.s3 = s3;
    }

    /** @param workbook a row of {@code expired-objects.sql} */
    public void remove(@Body Map<String, Object> workbook) {
        Row row = new Row(workbook);
        String bucket = row.text("bucket");
        try {
            s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(Unpacking.below(row.text("object_key"))))
                    .contents()
                    .forEach(object ->
                            s3.deleteObject(request -> request.bucket(bucket).key(object.key())));
            s3.deleteObject(request -> request.bucket(bucket).key(row.text("object_key")));
        } catch (NoSuchBucketException e) {
            LOG.warn("Bucket {} is gone, and the file of workbook {} with it", bucket, row.text("workbook"));
        }
    }
}
