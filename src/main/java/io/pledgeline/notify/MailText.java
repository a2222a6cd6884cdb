package io.pledgeline.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says a notification to a person; what the templates in {@code routes/notify/mail} show, and escape. */
@Component
class MailText {

    private static final int LONGEST_NAME = 120;

    private final ObjectMapper json;
    private final NotifySettings settings;

    MailText(ObjectMapper json, NotifySettings settings) {
        this.json = json;
        this.settings = settings;
    }

    /** {@code subject}, {@code title}, {@code sentence}, {@code tone}, {@code facts} of {@code label} and {@code value}, and perhaps {@code link}. */
    public Map<String, Object> read(@Variable("delivery") Delivery delivery) throws JsonProcessingException {
        JsonNode data = json.readTree(delivery.data());
        return delivery.event().startsWith("webhook.") ? ofWebhook(data) : ofImport(delivery.event(), data);
    }

    private Map<String, Object> ofImport(String event, JsonNode data) {
        String file = line(data.path("filename").asText());
        String error = data.at("/error/code").asText();
        Map<String, Object> text = switch (event) {
            case "import.completed" ->
                data.path("rowsFailed").asLong() == 0
                        ? text("Imported: " + file, "The import is done", file + " was imported.", "good")
                        : text(
                                "Imported, with failed rows: " + file,
                                "The import is done, with failed rows",
                                file + " was imported, but not all of its rows. You can download those that failed,"
                                        + " correct them and upload them again.",
                                "warn");
            case "import.waiting_for_mapping" ->
                text(
                        "Waits for you: " + file,
                        "An import waits for you",
                        "Please look at what the columns of " + file
                                + " mean; it is imported once you have confirmed it.",
                        "warn");
            case "import.too_many_errors" ->
                text(
                        "Stopped, too many errors: " + file,
                        "An import was stopped",
                        "More rows of " + file + " have failed than you allowed, so its import was stopped.",
                        "bad");
            default ->
                text(
                        "Failed: " + file,
                        "An import has failed",
                        file + " could not be imported" + (error.isEmpty() ? "." : " (" + error + ")."),
                        "bad");
        };
        List<Map<String, String>> facts = new ArrayList<>();
        add(facts, "Campaign", line(data.path("campaign").asText()));
        if (!event.equals("import.waiting_for_mapping")) {
            add(facts, "Rows imported", number(data.path("rowsImported")));
            add(facts, "Rows failed", number(data.path("rowsFailed")));
            add(facts, "Rows skipped", number(data.path("rowsSkipped")));
        }
        add(facts, "Why", line(data.at("/error/detail").asText()));
        List<String> warnings = new ArrayList<>();
        data.path("warnings").forEach(warning -> warnings.add(warning.asText()));
        add(facts, "Warnings", String.join(", ", warnings));
        return with(text, facts, settings.link("/jobs/" + data.path("jobId").asText()), "Open the import");
    }

    private Map<String, Object> ofWebhook(JsonNode data) {
        String label = line(data.path("label").asText());
        String why = data.path("reason").asText().equals("GONE")
                ? "It answered that it is gone (410)."
                : "All attempts to reach it have failed since "
                        + line(data.path("failingSince").asText()) + ".";
        return with(
                text(
                        "Webhook disabled: " + label,
                        "A webhook was disabled",
                        "Nothing more is sent to “" + label + "”. " + why
                                + " Enable it again once it can be reached; the deliveries that failed can be replayed, imports that end meanwhile"
                                + " are not told to it.",
                        "bad"),
                List.of(),
                settings.link("/webhooks"),
                "Open the webhooks");
    }

    private static Map<String, Object> text(String subject, String title, String sentence, String tone) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("subject", subject);
        text.put("title", title);
        text.put("sentence", sentence);
        text.put(tone, true);
        return text;
    }

    private static Map<String, Object> with(
            Map<String, Object> text, List<Map<String, String>> facts, @Nullable String link, String linkText) {
        text.put("facts", facts);
        if (link != null) {
            text.put("link", Map.of("url", link, "text", linkText));
        }
        return text;
    }

    private static void add(List<Map<String, String>> facts, String label, String value) {
        if (!value.isEmpty()) {
            facts.add(Map.of("label", label, "value", value));
        }
    }

    private static String number(JsonNode figure) {
        return figure.isNumber()
                ? NumberFormat.getIntegerInstance(Locale.ENGLISH).format(figure.asLong())
                : "";
    }

    /** One line without what steers a mail program: names of files are anybody's. */
    static String line(String text) {
        String line =
                text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST_NAME
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_NAME)) + "…";
    }
}
