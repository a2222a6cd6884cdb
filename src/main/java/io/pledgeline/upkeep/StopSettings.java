package io.pledgeline.upkeep;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long the process takes to end once it is told to.
 *
 * @param deadline from the signal to the end of the process, at most
 * @param reserve the last part of it, in which what could not end is handed back and the connections are closed
 */
@Validated
@ConfigurationProperties("stop")
record StopSettings(
        @DefaultValue("25s") @NotNull Duration deadline,
        @DefaultValue("10s") @NotNull Duration reserve) {

    @AssertTrue(message = "stop.reserve must be longer than nothing and shorter than stop.deadline")
    boolean isSound() {
        return reserve.toMillis() > 0 && reserve.compareTo(deadline) < 0;
    }

    /** How long what is in flight may go on. */
    Duration work() {
        return deadline.minus(reserve);
    }

    /** How long routes may run: half of the reserve is for tidying up after what was cut off. */
    Duration routes() {
        return deadline.minus(reserve.dividedBy(2));
    }
}
