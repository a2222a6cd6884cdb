package io.pledgeline.intake.events;

import io.pledgeline.database.Row;
import io.pledgeline.storage.StorageSettings;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Looks through the buckets for objects that nobody has announced. */
@Component
class AnnouncedByPoll {

    private final S3EventsSettings settings;
    private final StorageSettings storage;

    AnnouncedByPoll(S3EventsSettings settings, StorageSettings storage) {
        this.settings = settings;
        this.storage = storage;
    }

    public List<BucketPoll> begin() {
        return settings.bucketsOr(storage.bucket()).stream()
                .map(bucket -> new BucketPoll(settings.pollSource(), bucket))
                .toList();
    }

    /** Parameters of {@code unknown-objects.sql} for a page. */
    public Map<String, @Nullable Object> page(@Body List<S3Object> objects, @Variable("poll") BucketPoll poll) {
        return poll.page(objects);
    }

    /** @param unknown a row of {@code unknown-objects.sql} */
    public Announcement announcement(@Body Map<String, Object> unknown, @Variable("poll") BucketPoll poll) {
        Row row = new Row(unknown);
        return poll.announcement(row.text("key"), row.textOrNull("etag"), row.number("size"));
    }
}
