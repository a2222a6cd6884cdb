package io.pledgeline.notify;

import io.pledgeline.http.IdReader;
import io.pledgeline.http.Page;
import io.pledgeline.http.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the statements about endpoints, recipients and deliveries take. */
@Component
class NotifyParameters {

    private static final List<String> STATUSES = List.of("PENDING", "DELIVERED", "FAILED");
    /** After the last attempt; what is due for longer nobody could send. */
    private static final Duration LATE = Duration.ofDays(3);

    private final NotifySettings settings;
    private final IdReader ids;

    NotifyParameters(NotifySettings settings, IdReader ids) {
        this.settings = settings;
        this.ids = ids;
    }

    /** Of one thing of the caller's merchant, by the id in the path. */
    public Map<String, Object> one(@Variable("merchant") UUID merchant, @Header("id") @Nullable String id) {
        return Map.of(
                "merchant",
                merchant,
                "id",
                ids.read("id", id),
                "overlap",
                settings.secretOverlap().toSeconds() + " s");
    }

    /** Of an endpoint that is new or changed. */
    public Map<String, Object> webhook(@Variable("merchant") UUID merchant, @Body Webhook webhook) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("merchant", merchant);
        parameters.put("label", webhook.label());
        parameters.put("url", webhook.url());
        parameters.put("events", webhook.eventWords());
        parameters.put("enabled", webhook.isEnabled());
        parameters.put("most", settings.mostTargets());
        return parameters;
    }

    /** The same with the id in the path. */
    public Map<String, Object> changed(
            @Variable("merchant") UUID merchant, @Variable("webhook") UUID id, @Body Webhook webhook) {
        Map<String, Object> parameters = webhook(merchant, webhook);
        parameters.put("id", id);
        return parameters;
    }

    /** Of a recipient, who is of no use where no e-mail is sent. */
    public Map<String, Object> recipient(@Variable("merchant") UUID merchant, @Body Recipient recipient) {
        if (!settings.hasMail()) {
            throw new ProblemException(409, "MAIL_NOT_CONFIGURED", "This installation sends no e-mails.");
        }
        return Map.of(
                "merchant",
                merchant,
                "address",
                recipient.address(),
                "events",
                recipient.eventWords(),
                "most",
                settings.mostTargets());
    }

    /** Of a page of a list. */
    public Map<String, @Nullable Object> page(
            @Variable("merchant") UUID merchant,
            @Variable("page") Page page,
            @Header("webhook") @Nullable String webhook,
            @Header("status") @Nullable String status) {
        if (isGiven(status) && !STATUSES.contains(status)) {
            throw ProblemException.invalidParameter("status", "is one of " + String.join(", ", STATUSES) + ".");
        }
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("merchant", merchant);
        parameters.put("limit", page.limit());
        parameters.put("after", page.after());
        parameters.put("webhook", isGiven(webhook) ? ids.read("webhook", webhook) : null);
        parameters.put("status", isGiven(status) ? status : null);
        parameters.put("mail", settings.hasMail());
        return parameters;
    }

    /** Of what is removed. */
    public Map<String, Object> old() {
        return Map.of("kept", settings.kept().toSeconds() + " s", "late", LATE.toSeconds() + " s");
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isEmpty();
    }
}
