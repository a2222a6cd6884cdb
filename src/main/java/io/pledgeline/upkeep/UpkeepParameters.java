package io.pledgeline.upkeep;

import io.pledgeline.redisstream.RedisStreamComponent;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Gives the statements of upkeep their bounds. */
@Component
class UpkeepParameters {

    private final Map<String, Object> parameters = new HashMap<>();

    private final RedisStreamComponent streams;
    private final String queue;

    UpkeepParameters(
            UpkeepSettings settings,
            RedisStreamComponent streams,
            @Value("${queue.load}") String queue,
            @Value("${load.consumers}") int consumers,
            @Value("${load.max-attempts:5}") int chunkAttempts,
            @Value("${split.max-attempts:5}") int splitAttempts,
            JobSettings jobs,
            @Value("${ai.max-attempts:5}") int batchAttempts,
            @Value("${split.open-chunks:100}") int openChunks) {
        this.streams = streams;
        this.queue = queue;
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

    /** Also how many chunks wait in the queue, as far as it can tell. */
    public Map<String, Object> withWaiting() {
        Map<String, Object> more = new HashMap<>(parameters);
        more.put(
                "waiting",
                streams.waiting(queue.replaceFirst("^redis-stream:(//)?", "")).orElse(0));
        return more;
    }
}
