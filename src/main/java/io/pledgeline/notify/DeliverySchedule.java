package io.pledgeline.notify;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Decides what follows from an attempt: nothing, another one after a while, or none any more. */
@Component
class DeliverySchedule {

    /** Up to so much longer, so that what failed at the same time does not come back at the same time. */
    private static final double JITTER = 0.1;

    private final NotifySettings settings;
    private final DoubleSupplier random;

    @Autowired
    DeliverySchedule(NotifySettings settings) {
        this(settings, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** @param random from 0 to 1 */
    DeliverySchedule(NotifySettings settings, DoubleSupplier random) {
        this.settings = settings;
        this.random = random;
    }

    /** Parameters of {@code settle-delivery.sql}. */
    public Map<String, @Nullable Object> settlement(
            @Variable("delivery") Delivery delivery,
            @Variable("outcome") Outcome outcome,
            @Variable("begun") long begun) {
        Duration delay = outcome.error() == null ? null : delay(delivery.round(), outcome);
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("id", delivery.id());
        parameters.put("attempts", delivery.attempts());
        parameters.put("status", outcome.error() == null ? "DELIVERED" : delay == null ? "FAILED" : "PENDING");
        parameters.put("code", outcome.code());
        parameters.put("error", outcome.error());
        parameters.put("duration", (int) ((System.nanoTime() - begun) / 1_000_000));
        parameters.put("delay", delay == null ? null : delay.toMillis() + " ms");
        parameters.put("gone", outcome.isGone());
        parameters.put("patience", settings.disableAfter().toMillis() + " ms");
        return parameters;
    }

    /** How long after this attempt the next is made; null for never. */
    @Nullable
    Duration delay(int attempt, Outcome outcome) {
        List<Duration> waits = settings.retryAfter();
        if (outcome.isFinal() || attempt > waits.size()) {
            return null;
        }
        Duration wait = waits.get(attempt - 1);
        if (outcome.retryAfter() != null && outcome.retryAfter().compareTo(wait) > 0) {
            wait = outcome.retryAfter();
        }
        return wait.plusMillis((long) (wait.toMillis() * JITTER * random.getAsDouble()));
    }
}
