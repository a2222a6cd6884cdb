package io.pledgeline.jobs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pledgeline.database.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the failed rows of a job, few chunks at a time. */
@Component
class FailedChunks {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<List<String>>> ROWS = new TypeReference<>() {};
    private static final TypeReference<Set<Long>> SETTLED = new TypeReference<>() {};
    private static final TypeReference<List<String>> HEADERS = new TypeReference<>() {};

    private final ProducerTemplate producer;

    FailedChunks(ProducerTemplate producer) {
        this.producer = producer;
    }

    /**
     * A file of the workbook, with the header cells as spelled in it.
     *
     * @param isCorrection whether it brings failed rows of another import again
     */
    record WorkbookFile(int number, String name, String charset, List<String> headers, boolean isCorrection) {}

    /** @param from the number of the first chunk to look at */
    List<FailedChunk> read(UUID job, int from, int chunks, boolean cells) {
        return read(job, from, chunks, cells, List.of());
    }

    /** @param traces that the JSON of the errors of a chunk has to hold */
    List<FailedChunk> read(UUID job, int from, int chunks, boolean cells, List<String> traces) {
        String[] all = traces.toArray(String[]::new);
        Map<String, Object> parameters =
                Map.of("job", job, "from", from, "chunks", chunks, "cells", cells, "traces", all);
        return ask("direct:jobs-failed", parameters).stream()
                .map(FailedChunks::chunk)
                .toList();
    }

    List<WorkbookFile> files(UUID job) {
        return ask("direct:jobs-files", Map.of("job", job)).stream()
                .map(Row::new)
                .map(row -> new WorkbookFile(
                        row.integer("number"),
                        row.text("name"),
                        row.text("charset"),
                        JSON.convertValue(tree(row.text("headers")), HEADERS),
                        row.isTrue("correction")))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> ask(String route, Map<String, Object> parameters) {
        return producer.requestBody(route, parameters, List.class);
    }

    private static FailedChunk chunk(Map<String, Object> columns) {
        Row row = new Row(columns);
        JsonNode data = tree(row.textOrNull("data"));
        return new FailedChunk(
                row.integer("number"),
                row.integer("file"),
                row.number("first_row"),
                row.integer("rows"),
                row.isTrue("failed") ? row.text("failure") : null,
                JSON.convertValue(tree(row.textOrNull("settled")), SETTLED),
                errors(row.textOrNull("errors")),
                data.has("rows") ? JSON.convertValue(data.get("rows"), ROWS) : List.of());
    }

    /** Read as a stream: a job may have a million of them. */
    private static List<RowError> errors(@Nullable String json) {
        List<RowError> list = new ArrayList<>();
        if (json == null) {
            return list;
        }
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                list.add(error(parser));
            }
            return list;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RowError error(JsonParser parser) throws IOException {
        long row = 0;
        String column = "";
        String value = "";
        String code = "";
        String message = "";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "row" -> row = parser.getValueAsLong();
                case "column" -> column = parser.getValueAsString("");
                case "value" -> value = parser.getValueAsString("");
                case "code" -> code = parser.getValueAsString("");
                case "message" -> message = parser.getValueAsString("");
                default -> parser.skipChildren();
            }
        }
        boolean whole = column.isEmpty();
        return new RowError(null, row, whole ? null : column, whole ? null : value, code, message);
    }

    private static JsonNode tree(@Nullable Object text) {
        try {
            return JSON.readTree(text == null ? "[]" : text.toString());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
