package io.pledgeline.upkeep;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How work is kept moving.
 *
 * @param windowPerConsumer chunks of one merchant that may be in the queue for each consumer of one worker
 * @param stale how long a chunk or split may wait in the queue before it counts as lost from it
 * @param mappingWait how long an import waits for its mapping
 * @param keysKept how long idempotency keys are remembered
 */
@Validated
@ConfigurationProperties("upkeep")
record UpkeepSettings(
        @DefaultValue("4") @Min(1) int windowPerConsumer,
        @DefaultValue("20s") @NotNull Duration stale,
        @DefaultValue("30d") @NotNull Duration mappingWait,
        @DefaultValue("7d") @NotNull Duration keysKept) {}
