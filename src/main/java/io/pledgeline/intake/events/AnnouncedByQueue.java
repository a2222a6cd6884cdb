package io.pledgeline.intake.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.http.Problems;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads the messages of the queue: events as the store sends them, or inside those of SNS or EventBridge. */
@Component
class AnnouncedByQueue {

    private static final Logger LOG = LoggerFactory.getLogger(AnnouncedByQueue.class);

    private final S3EventsSettings settings;
    private final Problems problems;

    AnnouncedByQueue(S3EventsSettings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /** The objects that a message announces; none when it is about something else or will never be readable. */
    public List<Announcement> read(@Body String body) {
        try {
            JsonNode document = EventFormats.json(body);
            // Who may write to the queue is its policy's affair, so the signature inside is not asked for.
            JsonNode event =
                    SnsMessage.isOne(document) ? EventFormats.json(new SnsMessage(document).message()) : document;
            return EventFormats.read(event).stream()
                    .map(each -> each.from(settings.queueSource()))
                    .toList();
        } catch (MalformedEventException e) {
            LOG.warn("A message of the queue is dropped: it {}", e.getMessage());
            return List.of();
        }
    }

    /**
     * Leaves a message in the queue, which brings it again, unless it fails again and again and no server is to blame.
     *
     * @throws Exception the failure, to leave it
     */
    public void failed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure,
            @Nullable @Header("ApproximateReceiveCount") Integer receives)
            throws Exception {
        int times = receives == null ? 1 : receives;
        if (problems.of(failure).status() == 503 || times < settings.maxReceives()) {
            LOG.warn(
                    "A message of the queue stays there: {}", failure.getClass().getSimpleName());
            throw failure;
        }
        LOG.error(
                "A message of the queue is dropped, as it has failed {} times: {}",
                times,
                failure.getClass().getSimpleName());
    }
}
