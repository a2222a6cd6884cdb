package io.pledgeline.platform;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One product of a pledge and how many of it.
 *
 * @param productKey the key within the campaign: {@code reward:…}, {@code addon:…}, {@code item:…}, {@code sku:…}
 * @param price of one, in the campaign's currency
 */
public record Item(
        @NotBlank @Size(max = 250) String productKey,
        @NotBlank @Size(max = 500) String name,
        @Size(max = 200) @Nullable String sku,

        @PositiveOrZero @Digits(integer = 12, fraction = 2) @Nullable
        BigDecimal price,

        @Min(1) @Max(100_000) int quantity) {}
