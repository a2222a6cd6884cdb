package io.pledgeline.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.PledgeBatch;
import io.pledgeline.platform.PledgeRow;
import io.pledgeline.platform.Problem;
import io.pledgeline.platform.RowMapper;
import io.pledgeline.platform.Violations;
import io.pledgeline.split.FileHead;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows the first rows of a file as they would be imported, with the errors that they would have. */
@Component
class PreviewRows {

    /** Characters after which no further row is shown: a row may have thousands of long cells. */
    private static final int ENOUGH = 1 << 20;

    private final Validator validator;
    private final Violations violations = new Violations();

    PreviewRows(Validator validator) {
        this.validator = validator;
    }

    /** @param file the name to show with each row; null when there is one file only */
    List<ObjectNode> of(FileHead head, Mapping mapping, @Nullable String file, int most) {
        RowMapper mapper = new RowMapper(mapping);
        List<PledgeRow> mapped = new ArrayList<>();
        List<List<String>> cells = new ArrayList<>();
        int row = (int) head.firstRow();
        int characters = 0;
        Iterator<List<String>> records = head.rows().iterator();
        while (mapped.size() < most && characters < ENOUGH && records.hasNext()) {
            List<String> record = records.next();
            if (!record.stream().allMatch(String::isBlank)) {
                mapped.add(mapper.map(row, record));
                cells.add(record);
                characters += record.stream().mapToInt(String::length).sum();
            }
            row++;
        }
        // What a model will read is not there yet.
        Set<String> answered = mapping.columns().stream()
                .filter(column -> column.index() >= mapping.fileWidth())
                .map(Mapping.Column::header)
                .collect(Collectors.toSet());
        Map<Integer, List<Problem>> problems =
                violations.problems(mapping, mapped, cells, validator.validate(new PledgeBatch(mapped))).stream()
                        .filter(problem -> !answered.contains(problem.column()))
                        .collect(Collectors.groupingBy(Problem::row));
        return mapped.stream()
                .map(one -> shown(one, file, problems.getOrDefault(one.row(), List.of())))
                .toList();
    }

    private static ObjectNode shown(PledgeRow row, @Nullable String file, List<Problem> problems) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        if (file != null) {
            shown.put("file", file);
        }
        shown.put("row", row.row());
        ObjectNode backer = (ObjectNode) Json.tree(row.backer());
        // How good a key it is counts among records only.
        backer.remove("keyRank");
        shown.set("backer", storable(backer));
        shown.set("pledge", storable(Json.tree(row.pledge())));
        shown.set("items", storable(Json.tree(row.items())));
        shown.set("survey", row.survey() == null ? null : storable(Json.tree(row.survey())));
        shown.set("errors", storable(Json.tree(problems)));
        return shown;
    }

    private static JsonNode storable(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(Json.shownCell(node.asText()));
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(storable(element)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> copy.set(Json.shown(field.getKey()), storable(field.getValue())));
            return copy;
        }
        return node;
    }
}
