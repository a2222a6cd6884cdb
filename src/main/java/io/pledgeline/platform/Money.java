package io.pledgeline.platform;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One cell of money: an amount with two decimals, or the fault that it has.
 *
 * @param currency an ISO code, a shared symbol of {@link Currencies}, or null when the cell names none
 */
record Money(
        @Nullable BigDecimal amount,
        @Nullable String currency,
        @Nullable Fault fault) {
    static Money of(BigDecimal amount, @Nullable String currency) {
        return new Money(amount, currency, null);
    }

    static Money wrong(Fault fault) {
        return new Money(null, null, fault);
    }
}
