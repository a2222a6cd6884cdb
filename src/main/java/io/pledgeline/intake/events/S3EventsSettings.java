package io.pledgeline.intake.events;

import io.pledgeline.environment.InvalidSetting;
import io.pledgeline.environment.Setting;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may announce objects; nobody unless told. Each source may be bound to one merchant, by {@code =slug} or its variable.
 *
 * @param topics {@code S3_EVENTS_TOPICS}, the ARNs of SNS topics
 * @param secret {@code S3_EVENTS_SECRET}, what webhooks send, one or several
 * @param queue {@code S3_EVENTS_QUEUE}, the URL of an SQS queue
 * @param queueMerchant {@code S3_EVENTS_QUEUE_MERCHANT}
 * @param poll {@code S3_EVENTS_POLL}, how often the buckets are looked through
 * @param pollMerchant {@code S3_EVENTS_POLL_MERCHANT}
 * @param buckets {@code S3_EVENTS_BUCKETS} whose objects are taken; that of the uploads unless told
 * @param maxReceives how often a message of the queue may fail for another reason than a server that is away
 */
@ConfigurationProperties("s3-events")
public record S3EventsSettings(
        @DefaultValue("") String topics,
        @DefaultValue("") String secret,
        @DefaultValue("") String queue,
        @DefaultValue("") String queueMerchant,
        @DefaultValue("") String poll,
        @DefaultValue("") String pollMerchant,
        @DefaultValue("") String buckets,
        @DefaultValue("100") int maxReceives) {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern TOPIC =
            Pattern.compile("(arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}(?:\\.fifo)?)(?:=(.*))?");
    private static final Pattern SECRET = Pattern.compile("([A-Za-z0-9._~+/-]{16,200})(?:=(.*))?");
    private static final Pattern PERIOD = Pattern.compile("[1-9][0-9]{0,5}[smhd]");

    public S3EventsSettings {
        bound("S3_EVENTS_TOPICS", topics, TOPIC, "must be ARNs of SNS topics, each with =merchant or without", "topic");
        bound(
                "S3_EVENTS_SECRET",
                secret,
                SECRET,
                "must have 16 to 200 letters, digits and . _ ~ + / -, with =merchant or without",
                "webhook");
        if (!queue.isBlank()) {
            Setting.url("S3_EVENTS_QUEUE", queue, Set.of("http", "https"));
        }
        slug("S3_EVENTS_QUEUE_MERCHANT", Setting.optional(queueMerchant));
        if (!poll.isBlank() && !PERIOD.matcher(poll).matches()) {
            throw new InvalidSetting("S3_EVENTS_POLL", "must be a period such as 30s, 1m or 1h");
        }
        slug("S3_EVENTS_POLL_MERCHANT", Setting.optional(pollMerchant));
    }

    /** The sources of the topics, by ARN. */
    Map<String, EventSource> topicSources() {
        return bound("S3_EVENTS_TOPICS", topics, TOPIC, "", "topic");
    }

    /** The sources of the webhooks, by secret. */
    Map<String, EventSource> webhookSources() {
        return bound("S3_EVENTS_SECRET", secret, SECRET, "", "webhook");
    }

    EventSource queueSource() {
        return new EventSource("queue", Setting.optional(queueMerchant));
    }

    public EventSource pollSource() {
        return new EventSource("poll", Setting.optional(pollMerchant));
    }

    /** Those whose objects are taken. */
    public List<String> bucketsOr(String uploads) {
        List<String> named = split(buckets);
        return named.isEmpty() ? List.of(uploads) : named;
    }

    URI queueUrl() {
        return URI.create(queue);
    }

    private static Map<String, EventSource> bound(
            String variable, String list, Pattern form, String reason, String path) {
        Map<String, EventSource> sources = new HashMap<>();
        for (String each : split(list)) {
            Matcher matcher = form.matcher(each);
            if (!matcher.matches()) {
                throw new InvalidSetting(variable, reason);
            }
            sources.put(matcher.group(1), new EventSource(path, slug(variable, matcher.group(2))));
        }
        return Map.copyOf(sources);
    }

    private static @Nullable String slug(String variable, @Nullable String merchant) {
        if (merchant != null && !SLUG.matcher(merchant).matches()) {
            throw new InvalidSetting(variable, "must name the merchant by its slug");
        }
        return merchant;
    }

    private static List<String> split(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "S3EventsSettings[…]";
    }
}
