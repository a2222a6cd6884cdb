package io.pledgeline.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pledgeline.http.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers one page of what is wrong with the rows of a job, as JSON. */
@Component
class ErrorPage {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int CHUNKS_AT_ONCE = 8;

    /** Bytes that could not be decoded: UTF-8 cannot carry these, so they are shown; the CSV gives them back. */
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private final FailedChunks chunks;

    ErrorPage(FailedChunks chunks) {
        this.chunks = chunks;
    }

    public String read(@Variable("job") UUID job, @Variable("page") Page page) throws JsonProcessingException {
        Map<Integer, String> names = namesOf(job);
        Position at = Position.of(page);
        List<RowError> items = new ArrayList<>();
        List<FailedChunk> some = chunks.read(job, at.chunk(), CHUNKS_AT_ONCE, false);
        while (!some.isEmpty()) {
            for (FailedChunk chunk : some) {
                List<RowError> errors = chunk.errors();
                for (int i = chunk.number() == at.chunk() ? at.index() : 0; i < errors.size(); i++) {
                    if (items.size() == page.limit()) {
                        return answer(items, new Position(chunk.number(), i).cursor());
                    }
                    items.add(shown(errors.get(i), names.get(chunk.file())));
                }
            }
            some = chunks.read(job, some.get(some.size() - 1).number() + 1, CHUNKS_AT_ONCE, false);
        }
        return answer(items, null);
    }

    /** Names of the files by number; none where there is only one. */
    private Map<Integer, String> namesOf(UUID job) {
        List<FailedChunks.WorkbookFile> files = chunks.files(job);
        return files.size() < 2
                ? Map.of()
                : files.stream()
                        .collect(Collectors.toMap(FailedChunks.WorkbookFile::number, FailedChunks.WorkbookFile::name));
    }

    private static RowError shown(RowError error, @Nullable String file) {
        return new RowError(
                file, error.row(), shown(error.column()), shown(error.value()), error.code(), error.message());
    }

    private static @Nullable String shown(@Nullable String text) {
        return text == null ? null : LONE_SURROGATE.matcher(text).replaceAll("\uFFFD");
    }

    private static String answer(List<RowError> items, @Nullable String cursor) throws JsonProcessingException {
        Map<String, @Nullable Object> page = new HashMap<>();
        page.put("items", items);
        page.put("nextCursor", cursor);
        return JSON.writeValueAsString(page);
    }
}
