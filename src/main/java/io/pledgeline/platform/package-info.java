/**
 * Turns the rows of a platform's export into backers, pledges, items and surveys, as {@code routes/platforms} says.
 *
 * <p>Nothing here knows a platform: headers, aliases, conversions and keys are read from {@code *.platform.yaml}.
 * Start with {@link io.pledgeline.platform.Platforms}, then {@link io.pledgeline.platform.RowMapper}.
 */
@NullMarked
package io.pledgeline.platform;

import org.jspecify.annotations.NullMarked;
