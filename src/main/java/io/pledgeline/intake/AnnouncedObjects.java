package io.pledgeline.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.pledgeline.intake.events.Announcement;
import io.pledgeline.intake.events.EventSource;
import io.pledgeline.intake.events.S3EventsSettings;
import io.pledgeline.storage.StorageSettings;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Decides which announced objects are taken, and counts what became of all. */
@Component
class AnnouncedObjects {

    private static final Logger LOG = LoggerFactory.getLogger(AnnouncedObjects.class);
    private static final String OWN = "pledgeline/";

    private final List<String> buckets;
    private final MeterRegistry meters;

    AnnouncedObjects(S3EventsSettings settings, StorageSettings storage, MeterRegistry meters) {
        this.buckets = settings.bucketsOr(storage.bucket());
        this.meters = meters;
    }

    /** Whether an object may be somebody's file: our own and folders are passed over, what lies elsewhere is refused. */
    public boolean admits(@Body Announcement announcement) {
        EventSource source = announcement.source();
        if (announcement.key().startsWith(OWN) || announcement.key().endsWith("/")) {
            return count(source, "ignored");
        }
        if (!buckets.contains(announcement.bucket())) {
            return refuse(source, "its bucket is none of S3_EVENTS_BUCKETS");
        }
        if (source.merchant() != null && !source.merchant().equals(announcement.merchant())) {
            return refuse(source, "its key is not below the merchant's slug");
        }
        return true;
    }

    /**
     * Whose object it is.
     *
     * @param rows that {@code find-announced.sql} returns
     * @return the merchant's id; null when there is none with this slug, or the object is known
     */
    public @Nullable String owner(
            @Body List<Map<String, Object>> rows, @Variable("announcement") Announcement announcement) {
        if (rows.isEmpty()) {
            refuse(announcement.source(), "its key does not begin with the slug of a merchant");
            return null;
        }
        if (Boolean.TRUE.equals(rows.get(0).get("known"))) {
            count(announcement.source(), "known");
            return null;
        }
        return String.valueOf(rows.get(0).get("merchant"));
    }

    /**
     * The answer for the rows that {@code register-announced.sql} returns.
     *
     * @return null when another announcement of the object was faster
     */
    public @Nullable Map<String, Object> registered(
            @Body List<Map<String, Object>> rows, @Variable("announced") AnnouncedObject object) {
        EventSource source = object.announcement().source();
        if (rows.isEmpty()) {
            count(source, "known");
            return null;
        }
        count(source, object.isRefused() ? "failed" : "imported");
        return Map.of(
                "workbookId", rows.get(0).get("workbook"), "jobId", rows.get(0).get("job"));
    }

    private boolean refuse(EventSource source, String reason) {
        LOG.warn("An object that a {} announces is refused: {}", source.path(), reason);
        return count(source, "refused");
    }

    private boolean count(EventSource source, String outcome) {
        meters.counter("pledgeline.announcements", "source", source.path(), "outcome", outcome)
                .increment();
        return false;
    }
}
