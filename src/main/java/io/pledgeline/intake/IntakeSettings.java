package io.pledgeline.intake;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
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
 * @param directLease the same for a direct upload, of which the application hears only between its parts
 * @param merchantDirect direct uploads of one merchant that may be open at once
 * @param urlLife how long the address of a part may be used; S3 takes up to seven days
 */
@Validated
@ConfigurationProperties("intake")
record IntakeSettings(
        @DefaultValue("50GB") @NotNull DataSize maxSize,
        @DefaultValue("20") @Min(1) int merchantUploads,
        @DefaultValue("2m") @NotNull Duration lease,
        @DefaultValue("24h") @NotNull Duration directLease,
        @DefaultValue("100") @Min(1) int merchantDirect,

        @DefaultValue("1h") @DurationMin(seconds = 1) @DurationMax(days = 7)
        Duration urlLife) {}
