package io.pledgeline.undo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pledgeline.database.Row;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what became of the records, in all and by table: the {@code results} of an undo's document. */
final class UndoFigures {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> TABLES = List.of("backers", "pledges", "pledgeItems", "products", "surveys");
    private static final List<String> OUTCOMES = List.of("reversed", "kept", "failed");

    private final ObjectNode figures;

    private UndoFigures(ObjectNode figures) {
        this.figures = figures;
    }

    /** @param json what was counted so far; null is nothing yet */
    static UndoFigures read(@Nullable String json) {
        try {
            return new UndoFigures(json == null ? zeros() : (ObjectNode) JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode zeros() {
        ObjectNode zeros = JSON.createObjectNode();
        OUTCOMES.forEach(outcome -> zeros.put(total(outcome), 0));
        for (String table : TABLES) {
            // Every job has these three.
            ObjectNode figures =
                    zeros.putObject(table).put("inserted", 0).put("updated", 0).put("unchanged", 0);
            OUTCOMES.forEach(outcome -> figures.put(outcome, 0));
        }
        return zeros;
    }

    private static String total(String outcome) {
        return "records" + outcome.substring(0, 1).toUpperCase(Locale.ROOT) + outcome.substring(1);
    }

    /** Adds the rows of {@code reverse-*.sql}: table, outcome and number of records. */
    void add(List<Map<String, Object>> rows) {
        for (Map<String, Object> columns : rows) {
            Row row = new Row(columns);
            String outcome = row.text("outcome").toLowerCase(Locale.ROOT);
            add(figures, total(outcome), row.number("records"));
            add((ObjectNode) figures.get(row.text("table")), outcome, row.number("records"));
        }
    }

    private static void add(ObjectNode figures, String name, long records) {
        JsonNode before = figures.path(name);
        figures.put(name, before.asLong() + records);
    }

    String json() {
        return figures.toString();
    }
}
