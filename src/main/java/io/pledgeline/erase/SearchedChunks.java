package io.pledgeline.erase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chunks that were searched, as the parameters of {@code store-chunks.sql}. */
final class SearchedChunks {

    private SearchedChunks() {}

    static Map<String, @Nullable Object> parameters(String upload, long erasures, List<SearchedChunk> chunks) {
        List<@Nullable String> numbers = new ArrayList<>();
        List<@Nullable String> versions = new ArrayList<>();
        List<@Nullable String> data = new ArrayList<>();
        List<@Nullable String> errors = new ArrayList<>();
        List<@Nullable String> blanked = new ArrayList<>();
        List<@Nullable String> redacted = new ArrayList<>();
        List<@Nullable String> batchChunks = new ArrayList<>();
        List<@Nullable String> batchRows = new ArrayList<>();
        List<@Nullable String> answers = new ArrayList<>();
        for (SearchedChunk chunk : chunks) {
            numbers.add(String.valueOf(chunk.number));
            versions.add(chunk.version);
            data.add(chunk.newData());
            errors.add(chunk.newErrors());
            blanked.add(String.valueOf(chunk.blanked()));
            redacted.add(String.valueOf(chunk.redacted()));
            for (SearchedChunk.Batch batch : chunk.newAnswers) {
                batchChunks.add(String.valueOf(chunk.number));
                batchRows.add(String.valueOf(batch.firstRow()));
                answers.add(batch.answers());
            }
        }
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("upload", upload);
        parameters.put("erasures", erasures);
        parameters.put("job", null);
        parameters.put("numbers", numbers.toArray(String[]::new));
        parameters.put("versions", versions.toArray(String[]::new));
        parameters.put("data", data.toArray(String[]::new));
        parameters.put("errors", errors.toArray(String[]::new));
        parameters.put("blanked", blanked.toArray(String[]::new));
        parameters.put("redacted", redacted.toArray(String[]::new));
        parameters.put("batchChunks", batchChunks.toArray(String[]::new));
        parameters.put("batchRows", batchRows.toArray(String[]::new));
        parameters.put("answers", answers.toArray(String[]::new));
        return parameters;
    }
}
