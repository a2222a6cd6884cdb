package io.pledgeline.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.pledgeline.database.Row;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.Part;

/** Reports uploads that nobody continued: to the log, to the meters, and to the merchant. */
@Component
class LapsedUploads {

    private static final Logger LOG = LoggerFactory.getLogger(LapsedUploads.class);

    private final S3Client s3;
    private final Counter counter;

    LapsedUploads(S3Client s3, MeterRegistry meters) {
        this.s3 = s3;
        this.counter = Counter.builder("pledgeline.uploads.abandoned")
                .description("Uploads that nobody continued and upkeep has removed")
                .register(meters);
    }

    /**
     * Bytes that had arrived, in parts or as an object that was never registered.
     *
     * @param lapsed a row of {@code expired-workbooks.sql}
     */
    public long arrived(@Body Map<String, Object> lapsed) {
        Row row = new Row(lapsed);
        String bucket = row.text("bucket");
        String key = row.text("object_key");
        long parts = parts(bucket, key, row.textOrNull("multipart_id"));
        return parts > 0 ? parts : object(bucket, key);
    }

    /** Parameters of {@code report-abandoned.sql}. */
    public Map<String, @Nullable Object> report(
            @Variable("lapsed") Map<String, Object> lapsed, @Variable("arrived") long arrived) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        for (String column : new String[] {"workbook", "merchant", "filename", "announced", "begun"}) {
            parameters.put(column, lapsed.get(column));
        }
        parameters.put("arrived", arrived);
        return parameters;
    }

    /** Tells of one that is removed by now; its name could be somebody's. */
    public void count(@Variable("lapsed") Map<String, Object> lapsed, @Variable("arrived") long arrived) {
        Row row = new Row(lapsed);
        counter.increment();
        LOG.warn(
                "Upload {} was given up {} after it began, as nobody continued it; {} of {} bytes had arrived",
                row.text("workbook"),
                Duration.ofSeconds(row.number("seconds")),
                arrived,
                row.isNull("announced") ? "any number of" : row.number("announced"));
    }

    private long parts(String bucket, String key, @Nullable String id) {
        if (id == null) {
            return 0;
        }
        try {
            return s3
                    .listPartsPaginator(
                            request -> request.bucket(bucket).key(key).uploadId(id))
                    .parts()
                    .stream()
                    .mapToLong(Part::size)
                    .sum();
        } catch (NoSuchUploadException | NoSuchBucketException e) {
            return 0;
        }
    }

    private long object(String bucket, String key) {
        try {
            return s3.headObject(request -> request.bucket(bucket).key(key)).contentLength();
        } catch (NoSuchKeyException | NoSuchBucketException e) {
            return 0;
        }
    }
}
