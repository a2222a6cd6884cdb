package io.pledgeline.erase;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How erasures work.
 *
 * @param page how many records or former values a statement looks through
 */
@Validated
@ConfigurationProperties("erase")
record ErasureSettings(@DefaultValue("5000") @Min(1) int page) {}
