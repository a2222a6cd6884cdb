package io.pledgeline.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pledgeline.database.Row;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes the answer about an analysis; what is not proposed yet is empty. */
@Component
class AnalysisAnswer {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** @param rows what {@code get-analysis.sql} returns */
    public String write(@Body List<Map<String, Object>> rows) {
        Row row = new Row(rows.get(0));
        JsonNode proposal = parsed(row.textOrNull("proposal"));
        JsonNode preview = parsed(row.textOrNull("preview"));
        ObjectNode answer = NODES.objectNode();
        answer.put("id", row.text("id"));
        answer.put("workbookId", row.text("workbook"));
        answer.put("status", row.text("status"));
        answer.set("error", row.isNull("error") ? null : Json.read(row.text("error")));
        answer.set("platform", proposal.get("platform"));
        answer.set("row", proposal.get("row"));
        answer.set("columns", columns(list(proposal, "columns"), list(preview, "samples")));
        answer.set("missing", list(proposal, "missing"));
        answer.set("warnings", list(proposal, "warnings"));
        answer.set("rows", list(preview, "rows"));
        ArrayNode files = answer.putArray("files");
        list(proposal, "files").forEach(file -> files.add(file.get("name")));
        answer.put("confirmedAt", row.textOrNull("confirmed"));
        answer.set("mapping", parsed(row.textOrNull("choices")).get("columns"));
        answer.set(
                "ai",
                row.isNull("ai")
                        ? null
                        : ((ObjectNode) Json.read(row.text("ai"))).put("consent", row.isTrue("consent")));
        return Json.write(answer);
    }

    private static JsonNode parsed(@Nullable String json) {
        return json == null ? NODES.objectNode() : Json.read(json);
    }

    private static JsonNode list(JsonNode object, String name) {
        return object.has(name) ? object.get(name) : NODES.arrayNode();
    }

    private static ArrayNode columns(JsonNode columns, JsonNode samples) {
        ArrayNode all = NODES.arrayNode();
        for (int i = 0; i < columns.size(); i++) {
            ObjectNode column = (ObjectNode) columns.get(i);
            column.remove("confirmed");
            all.add(column.set("samples", samples.path(i)));
        }
        return all;
    }
}
