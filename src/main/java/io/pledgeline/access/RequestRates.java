package io.pledgeline.access;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.pledgeline.http.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Holds each key to its rate of requests, in this process alone; forgets the keys that have been idle for a while. */
@Component
class RequestRates {

    private static final long IDLE = Duration.ofMinutes(1).toNanos();

    private static final class Bucket {
        final RateLimiter limiter;
        volatile long used = System.nanoTime();

        Bucket(RateLimiter limiter) {
            this.limiter = limiter;
        }

        boolean isIdle() {
            return System.nanoTime() - used > IDLE;
        }
    }

    private final RateLimiterConfig config;
    private final Duration period;
    private final Map<UUID, Bucket> buckets = new ConcurrentHashMap<>();
    private final AtomicLong swept = new AtomicLong(System.nanoTime());

    RequestRates(RequestLimits limits) {
        period = limits.period();
        config = RateLimiterConfig.custom()
                .limitForPeriod(limits.requestBurst())
                .limitRefreshPeriod(period)
                .timeoutDuration(Duration.ZERO)
                .build();
    }

    /** @throws ProblemException 429 when the key has asked too much */
    void take(UUID key) {
        Bucket bucket = buckets.computeIfAbsent(key, id -> new Bucket(RateLimiter.of(id.toString(), config)));
        bucket.used = System.nanoTime();
        if (!bucket.limiter.acquirePermission()) {
            throw new ProblemException(
                    429,
                    "RATE_LIMITED",
                    "This API key sends more requests than are allowed.",
                    Duration.ofSeconds(Math.max(1, (period.toMillis() + 999) / 1000)));
        }
        forgetIdle();
    }

    /** Whether the key has to wait. */
    boolean isSpent(UUID key) {
        Bucket bucket = buckets.get(key);
        return bucket != null && bucket.limiter.getMetrics().getAvailablePermissions() <= 0;
    }

    private void forgetIdle() {
        long last = swept.get();
        if (System.nanoTime() - last > IDLE && swept.compareAndSet(last, System.nanoTime())) {
            buckets.values().removeIf(Bucket::isIdle);
        }
    }
}
