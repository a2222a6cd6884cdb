package io.pledgeline.intake.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** A message of Amazon SNS, as it comes over HTTP or inside a queue. */
record SnsMessage(JsonNode json) {

    private static final List<String> NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> CONFIRMATION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    static boolean isOne(JsonNode document) {
        return document.path("Type").isTextual()
                && document.path("TopicArn").isTextual()
                && document.path("Message").isTextual();
    }

    String type() {
        return text("Type");
    }

    String topic() {
        return text("TopicArn");
    }

    String message() {
        return text("Message");
    }

    Instant time() {
        try {
            return Instant.parse(text("Timestamp"));
        } catch (DateTimeParseException e) {
            throw new MalformedEventException("has no timestamp");
        }
    }

    boolean isNotification() {
        return type().equals("Notification");
    }

    /** What was signed: the fields of its type in this order, each line by line with its name. */
    String signed() {
        StringBuilder signed = new StringBuilder();
        for (String field : isNotification() ? NOTIFICATION : CONFIRMATION) {
            // A notification has a subject only if its publisher gave one.
            if (!field.equals("Subject") || json.path(field).isTextual()) {
                signed.append(field).append('\n').append(text(field)).append('\n');
            }
        }
        return signed.toString();
    }

    String text(String field) {
        if (!json.path(field).isTextual()) {
            throw new MalformedEventException("lacks " + field);
        }
        return json.get(field).asText();
    }
}
