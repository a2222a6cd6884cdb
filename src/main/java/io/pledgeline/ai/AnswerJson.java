package io.pledgeline.ai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Writes answers as the database keeps them; what UTF-8 cannot carry stands there in JSON's escapes. */
final class AnswerJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final TypeReference<List<String>> CELLS = new TypeReference<>() {};

    private AnswerJson() {}

    static String cells(List<String> cells) {
        return write(cells);
    }

    static List<String> cells(String json) {
        try {
            return JSON.readValue(json, CELLS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param unusable numbers of the rows of which no answer could be used */
    static String answers(Map<Long, List<String>> answers, List<Long> unusable) {
        ArrayNode all = JSON.createArrayNode();
        answers.forEach((row, cells) -> {
            ArrayNode list = all.addObject().put("row", row).putArray("cells");
            cells.forEach(list::add);
        });
        unusable.forEach(row -> all.addObject().put("row", row).put("fault", "AI_UNUSABLE"));
        return write(all);
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
