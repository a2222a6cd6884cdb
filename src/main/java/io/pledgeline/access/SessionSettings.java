package io.pledgeline.access;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long one stays signed in to the page.
 *
 * @param life at most
 * @param idle without a request
 */
@Validated
@ConfigurationProperties("access.session")
record SessionSettings(
        @DefaultValue("30d") @NotNull Duration life,
        @DefaultValue("7d") @NotNull Duration idle) {

    @AssertTrue(message = "access.session.life and access.session.idle must be at least a minute")
    boolean isSound() {
        return life.toMinutes() >= 1 && idle.toMinutes() >= 1;
    }
}
