package io.pledgeline.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts what is wrong with the rows of a job, by code and column. */
@Component
class ErrorGroups {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int CHUNKS_AT_ONCE = 64;

    private final FailedChunks chunks;

    ErrorGroups(FailedChunks chunks) {
        this.chunks = chunks;
    }

    private record Key(String code, @Nullable String column) {}

    private static final class Group {

        private final RowError first;
        private long count;

        Group(RowError first) {
            this.first = first;
        }
    }

    public String count(@Variable("job") UUID job) throws JsonProcessingException {
        ErrorTexts texts = new ErrorTexts(chunks.files(job));
        Map<Key, Group> groups = new LinkedHashMap<>();
        long rows = 0;
        List<FailedChunk> some = chunks.read(job, 0, CHUNKS_AT_ONCE, false);
        while (!some.isEmpty()) {
            for (FailedChunk chunk : some) {
                long last = 0;
                for (RowError error : chunk.errors()) {
                    groups.computeIfAbsent(
                                    new Key(error.code(), error.column()),
                                    key -> new Group(texts.shown(error, chunk.file())))
                            .count++;
                    // They come in the order of the rows.
                    rows += error.row() == last ? 0 : 1;
                    last = error.row();
                }
            }
            some = chunks.read(job, some.get(some.size() - 1).number() + 1, CHUNKS_AT_ONCE, false);
        }
        return answer(
                groups.values().stream()
                        .sorted(Comparator.comparingLong((Group group) -> -group.count))
                        .toList(),
                rows);
    }

    private static String answer(List<Group> groups, long rows) throws JsonProcessingException {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode items = answer.putArray("items");
        for (Group group : groups) {
            RowError first = group.first;
            ObjectNode item = items.addObject()
                    .put("code", first.code())
                    .put("column", first.column())
                    .put("count", group.count)
                    .put("firstRow", first.row());
            ObjectNode example = JSON.valueToTree(first);
            item.set("example", example.remove(List.of("code", "column")));
        }
        answer.put("total", groups.stream().mapToLong(group -> group.count).sum());
        answer.put("rows", rows);
        return JSON.writeValueAsString(answer);
    }
}
