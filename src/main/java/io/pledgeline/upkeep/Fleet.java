package io.pledgeline.upkeep;

import io.pledgeline.database.Row;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Brings together what {@link Scaling#decide} needs. */
@Component
class Fleet {

    private final ScaleSettings settings;

    Fleet(ScaleSettings settings) {
        this.settings = settings;
    }

    /**
     * Decides how many workers there shall be.
     *
     * @param service as Render's API describes it: {@code {serviceDetails: {numInstances}}}
     * @param turn the row that {@code take-turn.sql} returned
     * @throws IllegalStateException if Render's answer does not say how many there are
     */
    public Scaling judge(
            @Body Map<String, Object> service,
            @Variable("turn") Map<String, Object> turn,
            @Variable("workload") Workload workload) {
        if (!(service.get("serviceDetails") instanceof Map<?, ?> details)
                || !(details.get("numInstances") instanceof Number instances)) {
            throw new IllegalStateException("Render does not say how many instances the service has");
        }
        Row row = new Row(turn);
        return Scaling.decide(
                new Scaling.Fleet(instances.intValue(), since(row, "changed"), since(row, "calm")), workload, settings);
    }

    private static @Nullable Duration since(Row row, String column) {
        return row.isNull(column) ? null : Duration.ofSeconds(row.number(column));
    }
}
