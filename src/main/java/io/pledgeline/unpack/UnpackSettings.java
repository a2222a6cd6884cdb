package io.pledgeline.unpack;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a container may hold.
 *
 * @param maxSize all its files together, unpacked
 * @param maxRatio bytes that one packed byte may become; CSV comes to 5 to 30, a bomb to 1000
 * @param maxFiles files of a ZIP
 * @param maxSpool largest ZIP or Excel workbook; those are read from a temporary file, anywhere in it
 */
@Validated
@ConfigurationProperties("unpack")
record UnpackSettings(
        @DefaultValue("50GB") @NotNull DataSize maxSize,
        @DefaultValue("200") @Min(2) int maxRatio,
        @DefaultValue("1000") @Min(1) @Max(10_000) int maxFiles,
        @DefaultValue("2GB") @NotNull DataSize maxSpool) {}
