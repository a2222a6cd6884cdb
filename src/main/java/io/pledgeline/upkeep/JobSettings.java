package io.pledgeline.upkeep;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How jobs are worked on that are no imports: analyses, undos and erasures.
 *
 * @param lease how long a worker that went silent keeps such a job
 * @param maxAttempts attempts without progress after which it is given up
 */
@Validated
@ConfigurationProperties("jobs")
public record JobSettings(
        @DefaultValue("20s") @NotNull Duration lease,
        @DefaultValue("5") @Min(1) int maxAttempts) {}
