package io.pledgeline.intake.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.http.PresentedSecret;
import io.pledgeline.http.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads what is posted to us: messages of SNS by their signature and topic, all others by the secret that they bring.
 * A topic is subscribed by confirming what SNS asks.
 */
@Component
class AnnouncedByHttp {

    private static final Logger LOG = LoggerFactory.getLogger(AnnouncedByHttp.class);
    private static final int LARGEST = 256 * 1024;

    private final S3EventsSettings settings;
    private final SnsSignatures signatures;
    private final SnsDownloads downloads;

    AnnouncedByHttp(S3EventsSettings settings, SnsSignatures signatures, SnsDownloads downloads) {
        this.settings = settings;
        this.signatures = signatures;
        this.downloads = downloads;
    }

    /**
     * The objects that a request announces, none if it is about something else.
     *
     * @throws ProblemException 404 when nobody may announce by HTTP, 401 or 403 when this one may not, 400 when it is no event
     */
    public List<Announcement> read(@Body String body, @Nullable @Variable("secret") PresentedSecret secret) {
        Map<String, EventSource> topics = settings.topicSources();
        if (topics.isEmpty() && settings.webhookSources().isEmpty()) {
            throw ProblemException.notFound();
        }
        if (body.length() > LARGEST) {
            throw new ProblemException(413, "TOO_LARGE", "The body is larger than " + LARGEST + " bytes.");
        }
        EventSource source =
                secret == null ? null : secret.in(settings.webhookSources()).orElse(null);
        JsonNode document = document(body);
        if (SnsMessage.isOne(document)) {
            return notified(new SnsMessage(document));
        }
        if (source == null) {
            throw new ProblemException(
                    401, "UNAUTHORIZED", "Send the secret in Authorization: Bearer or in X-Pledgeline-Secret.");
        }
        return announced(document, source);
    }

    private List<Announcement> notified(SnsMessage message) {
        EventSource source = settings.topicSources().get(message.topic());
        if (source == null) {
            throw forbidden();
        }
        try {
            signatures.verify(message);
            if (message.type().equals("SubscriptionConfirmation")) {
                downloads.get(SnsHost.require(message.text("SubscribeURL"), message.topic()));
                LOG.info("The subscription of a topic of S3_EVENTS_TOPICS is confirmed");
            }
        } catch (MalformedEventException e) {
            LOG.warn("A message of SNS is refused: it {}", e.getMessage());
            throw forbidden();
        } catch (IOException e) {
            throw new ProblemException(
                    503, "UNAVAILABLE", "SNS does not answer; please send it again.", Duration.ofSeconds(10));
        }
        return message.isNotification() ? announced(document(message.message()), source) : List.of();
    }

    private static JsonNode document(String body) {
        try {
            return EventFormats.json(body);
        } catch (MalformedEventException e) {
            throw new ProblemException(400, "MALFORMED_JSON", "The body is not a JSON document of the expected form.");
        }
    }

    private static List<Announcement> announced(JsonNode document, EventSource source) {
        try {
            return EventFormats.read(document).stream()
                    .map(event -> event.from(source))
                    .toList();
        } catch (MalformedEventException e) {
            throw ProblemException.invalidParameter("body", e.getMessage() + ".");
        }
    }

    private static ProblemException forbidden() {
        return new ProblemException(
                403, "FORBIDDEN", "This message is not signed by a topic that may announce objects here.");
    }
}
