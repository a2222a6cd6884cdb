package io.pledgeline.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pledgeline.http.ProblemException;
import io.pledgeline.storage.StorageSettings;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads which file somebody wants to send straight to the object store, and refuses what could not be taken. */
@Component
class AnnouncementReader {

    private static final int MOST_PARTS = 1000;
    private static final long STEP = 1 << 20;

    private final IntakeSettings settings;
    private final StorageSettings storage;
    private final ImportOptionsReader options;
    private final ObjectMapper json;

    AnnouncementReader(
            IntakeSettings settings, StorageSettings storage, ImportOptionsReader options, ObjectMapper json) {
        this.settings = settings;
        this.storage = storage;
        this.options = options;
        this.json = json;
    }

    /** @param body {@code {filename, sizeBytes, contentType}} and what else an upload's query may say */
    public Upload read(
            @Body @Nullable String body, @Headers Map<String, Object> headers, @Variable("merchant") UUID merchant)
            throws JsonProcessingException {
        Map<String, String> said = fields(json.readTree(body == null ? "" : body));
        long size = size(said);
        String contentType = ContentTypes.accepted(said.get("contentType"));
        if (contentType.equals("multipart/form-data")) {
            throw ProblemException.invalidParameter("contentType", "is that of the file, which is not sent in a form.");
        }
        return new Upload(
                UUID.randomUUID(),
                merchant,
                storage.bucket(),
                Filenames.clean(said.get("filename")),
                contentType,
                size,
                null,
                options.read(new Query(said)),
                UploadReader.idempotencyKey(headers),
                UploadReader.hash("presign\n" + said),
                settings.merchantDirect(),
                settings.directLease().toSeconds(),
                partSize(size));
    }

    /** By name, in the order of the names. */
    private static Map<String, String> fields(JsonNode body) {
        if (!body.isObject()) {
            throw new ProblemException(400, "MALFORMED_JSON", "The body is not a JSON document of the expected form.");
        }
        Map<String, String> fields = new TreeMap<>();
        body.fields().forEachRemaining(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            boolean isSize = name.equals("sizeBytes");
            if (!isSize && !name.equals("contentType") && !Query.knows(name)) {
                throw ProblemException.invalidParameter(
                        name.matches("[A-Za-z0-9_-]{1,40}") ? name : "body", "is not a field of this operation.");
            }
            if (!value.isIntegralNumber() && (isSize || !value.isTextual()) && !value.isNull()) {
                throw ProblemException.invalidParameter(name, "has the wrong form.");
            }
            if (!value.isNull()) {
                fields.put(name, value.asText());
            }
        });
        return fields;
    }

    private long size(Map<String, String> said) {
        String text = said.getOrDefault("sizeBytes", "");
        if (!text.matches("[0-9]+")) {
            throw ProblemException.invalidParameter("sizeBytes", "must be the size of the file in bytes.");
        }
        if (text.matches("0+")) {
            throw Refusals.emptyFile();
        }
        long most = settings.maxSize().toBytes();
        if (text.length() > 18 || Long.parseLong(text) > most) {
            throw Refusals.tooLarge(most);
        }
        return Long.parseLong(text);
    }

    /** In whole megabytes above the least, so that there are not too many parts. */
    private long partSize(long size) {
        long even = (size + MOST_PARTS - 1) / MOST_PARTS;
        return Math.max(storage.partSize().toBytes(), (even + STEP - 1) / STEP * STEP);
    }
}
