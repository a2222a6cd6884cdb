package io.pledgeline.platform;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign says about dates without a zone and money without a currency.
 *
 * @param currency ISO 4217; null when the campaign has not said
 */
public record CampaignSettings(ZoneId timezone, @Nullable String currency) {}
