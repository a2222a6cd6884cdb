package io.pledgeline.load;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How chunks are loaded.
 *
 * @param consumers chunks that one worker loads at the same time
 * @param lease how long a worker that went silent keeps a chunk
 * @param maxAttempts attempts at a chunk after which it fails
 */
@Validated
@ConfigurationProperties("load")
record LoadSettings(
        @DefaultValue("2") @Min(1) int consumers,
        @DefaultValue("20s") @NotNull Duration lease,
        @DefaultValue("5") @Min(1) int maxAttempts) {}
