package io.pledgeline.intake;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How files are taken in.
 *
 * @param maxSize largest file
 * @param merchantUploads uploads of one merchant that may arrive at once, at all processes together
 * @param lease how long an upload may stand still before it is undone
 */
@Validated
@ConfigurationProperties("intake")
record IntakeSettings(
        @DefaultValue("50GB") @NotNull DataSize maxSize,
        @DefaultValue("20") @Min(1) int merchantUploads,
        @DefaultValue("2m") @NotNull Duration lease) {}
