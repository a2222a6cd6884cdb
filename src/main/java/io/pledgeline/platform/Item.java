package io.pledgeline.platform;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One product of a pledge and how many of it.
 *
 * <p>Only what the mapper cannot warrant is constrained, because a row has several items and each constraint costs.
 *
 * @param productKey the key within the campaign: {@code reward:…}, {@code addon:…}, {@code item:…}, {@code sku:…}
 * @param price of one, in the campaign's currency
 */
public record Item(
        String productKey,
        @Size(max = 500) String name,
        @Size(max = 200) @Nullable String sku,

        @PositiveOrZero @Nullable BigDecimal price,

        @Min(1) @Max(100_000) int quantity) {}
