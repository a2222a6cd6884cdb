package io.pledgeline.upkeep;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pledgeline.database.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows how much work waited when that was last measured; NaN before, and once it is too long ago to count. */
@Component
class WorkloadMeter {

    private static final Duration FRESH = Duration.ofMinutes(2);

    private volatile @Nullable Workload last;
    private volatile long measured;

    WorkloadMeter(MeterRegistry meters) {
        Gauge.builder("pledgeline.work.chunks", () -> value(true))
                .description("Chunks of all merchants that wait for a worker, those that are still to be cut estimated")
                .register(meters);
        Gauge.builder("pledgeline.work.oldest.seconds", () -> value(false))
                .description("For how long an import has waited for its next turn")
                .register(meters);
    }

    /** Takes the row that {@code measure-work.sql} returns. */
    public Workload show(@Body List<Map<String, Object>> rows) {
        Row row = new Row(rows.get(0));
        Workload workload = new Workload(row.number("chunks"), Duration.ofSeconds(row.number("oldest")));
        last = workload;
        measured = System.nanoTime();
        return workload;
    }

    private double value(boolean chunks) {
        Workload workload = last;
        if (workload == null || System.nanoTime() - measured > FRESH.toNanos()) {
            return Double.NaN;
        }
        return chunks ? workload.chunks() : workload.oldest().toSeconds();
    }
}
