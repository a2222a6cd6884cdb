package io.pledgeline.undo;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How undos are worked on.
 *
 * @param records that one step takes back, with what hangs from them; other work on the campaign waits that long
 * @param window records that one step reads at most to find them
 * @param steps after which other undos have their turn
 */
@Validated
@ConfigurationProperties("undo")
record UndoSettings(
        @DefaultValue("1000") @Min(1) @Max(10_000) int records,
        @DefaultValue("10000") @Min(1) int window,
        @DefaultValue("50") @Min(1) int steps) {}
