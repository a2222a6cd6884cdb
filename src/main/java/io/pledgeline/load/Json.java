package io.pledgeline.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SegmentedStringWriter;
import io.pledgeline.platform.Problem;
import io.pledgeline.split.LosslessText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what the statements take as JSON. */
final class Json {

    private static final JsonFactory JSON = new JsonFactory();

    private Json() {}

    /** An object of texts; null when there are none. */
    static @Nullable String object(Map<String, String> texts) {
        return texts.isEmpty() ? null : write(texts, false);
    }

    /** An object of texts, {@code {}} when there are none. */
    static String objectOrEmpty(Map<String, String> texts) {
        return texts.isEmpty() ? "{}" : String.valueOf(write(texts, false));
    }

    private static String write(Map<String, String> texts, boolean escape) {
        return written(escape, json -> {
            json.writeStartObject();
            for (Map.Entry<String, String> text : texts.entrySet()) {
                json.writeStringField(text.getKey(), text.getValue());
            }
            json.writeEndObject();
        });
    }

    /** The {@code errors} of a chunk; null when there are none. */
    static @Nullable String problems(List<Problem> problems) {
        if (problems.isEmpty()) {
            return null;
        }
        // Undecodable bytes of a cell are lone surrogates, which only JSON's escapes can carry.
        return written(problems.stream().map(Problem::value).anyMatch(LosslessText::hasEscapes), json -> {
            json.writeStartArray();
            for (Problem problem : problems) {
                json.writeStartObject();
                json.writeNumberField("row", problem.row());
                json.writeStringField("column", problem.column());
                json.writeStringField("value", problem.value());
                json.writeStringField("code", problem.code());
                json.writeStringField("message", problem.message());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static String written(boolean escape, Content content) {
        try (SegmentedStringWriter text = new SegmentedStringWriter(JSON._getBufferRecycler());
                JsonGenerator json = JSON.createGenerator(text)) {
            if (escape) {
                json.enable(JsonGenerator.Feature.ESCAPE_NON_ASCII);
            }
            content.writeTo(json);
            json.flush();
            return text.getAndClear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
