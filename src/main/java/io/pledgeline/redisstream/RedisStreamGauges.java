package io.pledgeline.redisstream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;

/** Shows how much a group has to do; all values of one scrape come from one reading, and are NaN without Redis. */
final class RedisStreamGauges implements AutoCloseable {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final MeterRegistry registry;
    private final RedisStreamGroup group;
    private final List<Gauge> gauges;
    private @Nullable RedisStreamState state;
    private long readAt = System.nanoTime() - FRESH.toNanos();

    RedisStreamGauges(MeterRegistry registry, RedisStreamGroup group) {
        this.registry = registry;
        this.group = group;
        this.gauges = List.of(
                gauge("depth", "Messages that are not done", RedisStreamState::depth),
                gauge("lag", "Messages that no consumer has yet", RedisStreamState::lag),
                gauge("pending", "Messages that consumers have", RedisStreamState::pending),
                gauge(
                        "oldest.age.seconds",
                        "Age of the oldest message",
                        state -> state.oldest().toMillis() / 1000.0),
                gauge("dead", "Messages in the dead letter stream", RedisStreamState::dead));
    }

    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }

    private Gauge gauge(String name, String description, ToDoubleFunction<RedisStreamState> value) {
        return Gauge.builder("pledgeline.queue." + name, () -> {
                    RedisStreamState now = state();
                    return now == null ? Double.NaN : value.applyAsDouble(now);
                })
                .description(description)
                .tag("stream", group.stream())
                .tag("group", group.group())
                .register(registry);
    }

    private synchronized @Nullable RedisStreamState state() {
        if (System.nanoTime() - readAt < FRESH.toNanos()) {
            return state;
        }
        try {
            state = group.state();
        } catch (ExecutionException | TimeoutException | RedisException e) {
            state = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            state = null;
        }
        // After the reading, so that a slow failure is not repeated for each gauge of a scrape.
        readAt = System.nanoTime();
        return state;
    }
}
