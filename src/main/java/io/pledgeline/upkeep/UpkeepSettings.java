package io.pledgeline.upkeep;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How work is kept moving.
 *
 * @param windowPerConsumer chunks of one merchant that may be in the queue or in work for each consumer of all workers;
 *     more keep a small upload of another merchant waiting, fewer let consumers wait for the feeder
 * @param stale how long a chunk or split may wait in the queue before it counts as lost from it
 * @param mappingWait how long an import waits for its mapping
 * @param keysKept how long idempotency keys are remembered
 */
@Validated
@ConfigurationProperties("upkeep")
record UpkeepSettings(
        @DefaultValue("1.3") @DecimalMin("1") double windowPerConsumer,
        @DefaultValue("20s") @NotNull Duration stale,
        @DefaultValue("30d") @NotNull Duration mappingWait,
        @DefaultValue("7d") @NotNull Duration keysKept) {}
