package io.pledgeline.upkeep;

import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Gives the statements of upkeep their bounds. */
@Component
class UpkeepParameters {

    private final Map<String, Object> parameters = new HashMap<>();

    UpkeepParameters(
            UpkeepSettings settings,
            @Value("${load.consumers}") int consumers,
            @Value("${load.max-attempts:5}") int chunkAttempts,
            @Value("${split.max-attempts:5}") int splitAttempts,
            JobSettings jobs,
            @Value("${ai.max-attempts:5}") int batchAttempts,
            @Value("${split.open-chunks:100}") int openChunks) {
        parameters.put("batchAttempts", batchAttempts);
        parameters.put("window", settings.windowPerConsumer() * consumers);
        parameters.put("stale", settings.stale().toMillis() + " ms");
        parameters.put("mapping", settings.mappingWait().toSeconds() + " s");
        parameters.put("keys", settings.keysKept().toSeconds() + " s");
        parameters.put("chunkAttempts", chunkAttempts);
        parameters.put("splitAttempts", splitAttempts);
        parameters.put("jobAttempts", jobs.maxAttempts());
        parameters.put("openChunks", openChunks);
    }

    public Map<String, Object> get() {
        return parameters;
    }

    /** The same, about jobs of one kind. */
    public Map<String, Object> of(String kind) {
        Map<String, Object> ofKind = new HashMap<>(parameters);
        ofKind.put("kind", kind);
        return ofKind;
    }
}
