package io.pledgeline.platform;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a backer promised, and when.
 *
 * @param externalId the platform's key of the pledge, empty when the row has none
 * @param currency ISO 4217
 * @param status the platform's word in lower case
 * @param details further columns of the platform: header to value as written
 */
public record Pledge(
        @NotBlank @Size(max = 200) String externalId,

        @PositiveOrZero @Digits(integer = 12, fraction = 2) @Nullable
        BigDecimal amount,

        @Size(min = 3, max = 3) @Nullable String currency,
        @Size(max = 50) @Nullable String status,
        @Nullable Instant pledgedAt,
        Map<String, String> details) {}
