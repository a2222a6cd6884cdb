package io.pledgeline.ai;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call of the model.
 *
 * @param id of its row in {@code ai_calls}
 * @param job whose budget it counts against
 * @param chunk of the rows it is about
 * @param firstRow of its batch
 * @param rows of which cells are sent
 * @param columns headers of what is sent
 * @param schema JSON schema of the answer
 */
record Question(
        UUID id,
        UUID job,
        Purpose purpose,
        @Nullable Integer chunk,
        @Nullable Long firstRow,
        int rows,
        List<String> columns,
        String system,
        String user,
        String schema) {

    /** What a model is asked for. */
    enum Purpose {
        COLUMNS,
        ROWS
    }

    /** Characters of a token, roughly: a provider that never says how many there were must not be without bounds. */
    private static final int TOKEN = 4;

    /** Parameters of {@code insert-call.sql}. */
    Map<String, Object> parameters(String model) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("call", id.toString());
        parameters.put("job", job.toString());
        parameters.put("purpose", purpose.name());
        parameters.put("chunk", chunk);
        parameters.put("firstRow", firstRow);
        parameters.put("rows", rows);
        parameters.put("columns", columns.toArray(String[]::new));
        parameters.put("model", model);
        parameters.put("tokens", tokens(system) + tokens(user) + tokens(schema));
        return parameters;
    }

    static long tokens(String text) {
        return text.length() / TOKEN + 1L;
    }
}
