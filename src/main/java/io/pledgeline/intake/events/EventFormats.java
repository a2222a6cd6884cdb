package io.pledgeline.intake.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events that stores send: of S3 and MinIO ({@code Records}), of EventBridge ({@code detail}) and of R2
 * ({@code action}). What tells of anything but a created object is read as nothing.
 */
final class EventFormats {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> R2_CREATED = Set.of("PutObject", "CompleteMultipartUpload", "CopyObject");

    private EventFormats() {}

    /** @throws MalformedEventException if the text is no JSON */
    static JsonNode json(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node != null && node.isContainerNode()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            // Its message quotes the text.
        }
        throw new MalformedEventException("is no JSON document");
    }

    /** @throws MalformedEventException if the document is in no known form */
    static List<StoredEvent> read(JsonNode document) {
        List<StoredEvent> events = new ArrayList<>();
        if (document.isArray()) {
            document.forEach(element -> one(element, events));
        } else {
            one(document, events);
        }
        return events;
    }

    private static void one(JsonNode event, List<StoredEvent> events) {
        if (event.path("Records").isArray()) {
            event.get("Records").forEach(each -> record(each, events));
        } else if (event.path("Event").asText().equals("s3:TestEvent")) {
            return;
        } else if (event.path("detail").isObject()) {
            bridged(event, events);
        } else if (event.path("action").isTextual() && event.path("object").isObject()) {
            ofR2(event, events);
        } else if (event.path("EventName").isTextual() && event.path("Key").isTextual()) {
            ofMinio(event, events);
        } else {
            throw new MalformedEventException("is no event of an object store");
        }
    }

    private static void record(JsonNode each, List<StoredEvent> events) {
        if (isCreated(text(each, "eventName"))) {
            JsonNode object = each.at("/s3/object");
            events.add(new StoredEvent(
                    text(each.at("/s3/bucket"), "name"),
                    decoded(text(object, "key")),
                    optional(object, "versionId"),
                    optional(object, "eTag"),
                    size(object)));
        }
    }

    private static void bridged(JsonNode event, List<StoredEvent> events) {
        if (event.path("detail-type").asText().equals("Object Created")) {
            JsonNode object = event.at("/detail/object");
            events.add(new StoredEvent(
                    text(event.at("/detail/bucket"), "name"),
                    text(object, "key"),
                    optional(object, "version-id"),
                    optional(object, "etag"),
                    size(object)));
        }
    }

    private static void ofR2(JsonNode event, List<StoredEvent> events) {
        if (R2_CREATED.contains(event.get("action").asText())) {
            JsonNode object = event.get("object");
            events.add(new StoredEvent(
                    text(event, "bucket"), text(object, "key"), null, optional(object, "eTag"), size(object)));
        }
    }

    /** Without records only the bucket and the key are known. */
    private static void ofMinio(JsonNode event, List<StoredEvent> events) {
        if (isCreated(event.get("EventName").asText())) {
            String path = event.get("Key").asText();
            int end = path.indexOf('/');
            events.add(new StoredEvent(path.substring(0, Math.max(0, end)), path.substring(end + 1), null, null, null));
        }
    }

    private static boolean isCreated(String name) {
        return name.startsWith("ObjectCreated:") || name.startsWith("s3:ObjectCreated:");
    }

    private static String text(JsonNode node, String field) {
        if (!node.path(field).isTextual()) {
            throw new MalformedEventException("lacks " + field);
        }
        return node.get(field).asText();
    }

    private static @Nullable String optional(JsonNode node, String field) {
        return node.path(field).isTextual() ? node.get(field).asText() : null;
    }

    private static @Nullable Long size(JsonNode object) {
        JsonNode size = object.path("size");
        return size.canConvertToLong() && size.asLong() >= 0 ? size.asLong() : null;
    }

    private static String decoded(String key) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("has a key with a broken percent escape");
        }
    }
}
