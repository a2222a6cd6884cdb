package io.pledgeline.ai;

import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Gives the feeder of batches its bounds. */
@Component
class BatchFeed {

    private final Map<String, Object> parameters;

    BatchFeed(AiSettings settings, @Value("${upkeep.stale:20s}") Duration stale) {
        parameters = Map.of(
                "concurrency",
                settings.concurrency(),
                "stale",
                stale.toMillis() + " ms",
                "kept",
                settings.answersKept().toSeconds() + " s");
    }

    public Map<String, Object> parameters() {
        return parameters;
    }
}
