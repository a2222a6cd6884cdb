package io.pledgeline.erase;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.pledgeline.database.Row;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a chunk keeps of its rows: their cells, what was wrong with some, and what a model read in them. */
final class SearchedChunk {

    private static final JsonMapper JSON = new JsonMapper();

    // Bytes that could not be decoded are lone surrogates, which only JSON's escapes can carry.
    private static final ObjectWriter ESCAPED = JSON.writer().with(JsonGenerator.Feature.ESCAPE_NON_ASCII);

    final int number;
    final String version;
    final long firstRow;
    private final @Nullable JsonNode data;
    private final @Nullable JsonNode errors;
    private final JsonNode answers;

    private int blanked;
    private boolean redacted;
    private boolean newData;
    private boolean newErrors;
    final List<Batch> newAnswers = new ArrayList<>();

    /** Answers of a model, of the batch that begins with this row. */
    record Batch(long firstRow, String answers) {}

    /** @param row of {@code next-chunks.sql} or {@code get-chunk.sql} */
    SearchedChunk(Row row) {
        number = row.integer("number");
        version = row.text("version");
        firstRow = row.number("first_row");
        data = row.isNull("data") ? null : read(row.text("data"));
        errors = row.isNull("errors") ? null : read(row.text("errors"));
        answers = row.isNull("answers") ? JSON.createArrayNode() : read(row.text("answers"));
    }

    /** Whether the cells are still kept. */
    boolean hasCells() {
        return data != null;
    }

    /** The cells of each row; none of those that were not kept or are blank already. */
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        if (data != null) {
            for (JsonNode row : data.path("rows")) {
                List<String> cells = new ArrayList<>(row.size());
                row.forEach(cell -> cells.add(cell.asText()));
                rows.add(cells);
            }
        }
        return rows;
    }

    /** Takes all cells out of these rows, and what else is kept of them. */
    void blank(Set<Long> rows) {
        if (data != null) {
            ArrayNode all = (ArrayNode) data.path("rows");
            for (long row : rows) {
                int index = (int) (row - firstRow);
                if (index >= 0 && index < all.size() && !all.get(index).isEmpty()) {
                    all.set(index, JSON.createArrayNode());
                    newData = true;
                    blanked++;
                }
            }
        }
        blankErrors(rows);
        for (JsonNode batch : answers) {
            ArrayNode left = JSON.createArrayNode();
            batch.path("answers").forEach(answer -> {
                if (!rows.contains(answer.path("row").asLong())) {
                    left.add(answer);
                }
            });
            if (left.size() < batch.path("answers").size()) {
                newAnswers.add(new Batch(batch.path("first").asLong(), write(left)));
            }
        }
    }

    /** Says the cells of rows of somebody else differently, and takes them out of the errors. */
    void redact(Set<Long> rows, UnaryOperator<String> by) {
        if (data != null) {
            for (long row : rows) {
                ArrayNode cells = (ArrayNode) data.path("rows").path((int) (row - firstRow));
                for (int i = 0; i < cells.size(); i++) {
                    cells.set(i, TextNode.valueOf(by.apply(cells.get(i).asText())));
                }
                newData = true;
                redacted = true;
            }
        }
        blankErrors(rows);
    }

    /** Takes all cells out of the errors: without the rows nobody can tell whose they are. */
    void blankAllErrors() {
        blankErrors(null);
    }

    private void blankErrors(@Nullable Set<Long> rows) {
        if (errors != null) {
            for (JsonNode error : errors) {
                if ((rows == null || rows.contains(error.path("row").asLong()))
                        && !error.path("value").asText("").isEmpty()) {
                    ((ObjectNode) error).put("value", "");
                    newErrors = true;
                }
            }
        }
    }

    /** How many rows were blanked. */
    int blanked() {
        return blanked;
    }

    /** Whether rows of somebody else are said differently. */
    boolean redacted() {
        return redacted;
    }

    /** The new cells; null when they stay. */
    @Nullable
    String newData() {
        return newData && data != null ? write(data) : null;
    }

    /** The new errors; null when they stay. */
    @Nullable
    String newErrors() {
        return newErrors && errors != null ? write(errors) : null;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String write(JsonNode json) {
        try {
            return ESCAPED.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
