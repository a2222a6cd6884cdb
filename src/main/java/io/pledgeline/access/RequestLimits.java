package io.pledgeline.access;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one key may ask of one process.
 *
 * @param requestsPerSecond on average
 * @param requestBurst requests that may come at once
 */
@Validated
@ConfigurationProperties("access")
record RequestLimits(
        @DefaultValue("50") @Min(1) int requestsPerSecond,
        @DefaultValue("100") @Min(1) int requestBurst) {

    /** In which time a burst is allowed again. */
    Duration period() {
        return Duration.ofNanos(1_000_000_000L * requestBurst / requestsPerSecond);
    }
}
