package io.pledgeline.platform;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The person behind a pledge.
 *
 * @param externalId the platform's key of the person, empty when the row has none
 * @param keyRank 0 when the key came from the best column, 1 from the next weaker one, and so on
 * @param number the person's place in the campaign
 * @param country ISO 3166-1 alpha-2
 * @param address name, address1, address2, city, state, postalCode, countryName, countryCode, phone, notes
 */
public record Backer(
        @NotBlank @Size(max = 200) String externalId,
        int keyRank,
        @Size(max = 100) @Nullable String number,
        @EmailAddress @Size(max = 320) @Nullable String email,
        @Size(max = 500) @Nullable String name,
        @Size(min = 2, max = 2) @Nullable String country,
        Map<String, String> address) {}
