package io.pledgeline.campaigns;

import io.pledgeline.http.Names;
import io.pledgeline.http.ProblemException;
import java.time.ZoneId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What {@code PUT /api/campaigns/{slug}} sets.
 *
 * @param timezone a region of the time zone database; offsets are turned away, PostgreSQL reads their sign backwards
 * @param currency ISO 4217, in which a bare "$" is read
 */
record CampaignSettings(
        String name, String timezone, @Nullable String currency) {

    CampaignSettings(@Nullable String name, @Nullable String timezone, @Nullable String currency) {
        this.name = Names.read("name", name);
        if (timezone != null && !ZoneId.getAvailableZoneIds().contains(timezone)) {
            throw ProblemException.invalidParameter("timezone", "is a name such as Europe/Berlin or UTC.");
        }
        if (currency != null
                && Currency.getAvailableCurrencies().stream()
                        .noneMatch(known -> known.getCurrencyCode().equals(currency))) {
            throw ProblemException.invalidParameter("currency", "is an ISO 4217 code such as EUR.");
        }
        this.timezone = timezone == null ? "UTC" : timezone;
        this.currency = currency;
    }
}
