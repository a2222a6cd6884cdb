package io.pledgeline.upkeep;

import io.pledgeline.redisstream.RedisStreamComponent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Gives the statements of upkeep their bounds. */
@Component
class UpkeepParameters {

    private static final Duration COUNTED = Duration.ofSeconds(5);

    private final Map<String, Object> parameters = new HashMap<>();
    private final RedisStreamComponent streams;
    private final String stream;
    private final double windowPerConsumer;
    private final int consumers;
    private volatile long window;
    private volatile long counted = System.nanoTime() - COUNTED.toNanos();

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
        this.stream = queue.replaceFirst("^redis-stream:(//)?", "");
        this.windowPerConsumer = settings.windowPerConsumer();
        this.consumers = consumers;
        this.window = windowFor(consumers);
        parameters.put("batchAttempts", batchAttempts);
        parameters.put("stale", settings.stale().toMillis() + " ms");
        parameters.put("mapping", settings.mappingWait().toSeconds() + " s");
        parameters.put("keys", settings.keysKept().toSeconds() + " s");
        parameters.put("chunkAttempts", chunkAttempts);
        parameters.put("splitAttempts", splitAttempts);
        parameters.put("jobAttempts", jobs.maxAttempts());
        parameters.put("openChunks", openChunks);
    }

    public Map<String, Object> get() {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("window", window());
        return all;
    }

    /** The same, about jobs of one kind. */
    public Map<String, Object> of(String kind) {
        Map<String, Object> ofKind = new HashMap<>(parameters);
        ofKind.put("kind", kind);
        return ofKind;
    }

    /** Also how many chunks wait in the queue, as far as it can tell. */
    public Map<String, Object> withWaiting() {
        Map<String, Object> all = get();
        all.put("waiting", streams.waiting(stream).orElse(0));
        return all;
    }

    /** For the consumers of all workers, so that it is as short as it can be without any of them having to wait. */
    private long window() {
        long now = System.nanoTime();
        if (now - counted >= COUNTED.toNanos()) {
            counted = now;
            window = windowFor(Math.max(streams.consumers(stream).orElse(0), consumers));
        }
        return window;
    }

    private long windowFor(long threads) {
        return (long) Math.ceil(windowPerConsumer * threads);
    }
}
