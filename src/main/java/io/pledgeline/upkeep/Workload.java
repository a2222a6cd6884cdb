package io.pledgeline.upkeep;

import java.time.Duration;

/**
 * The work of workers that waits.
 *
 * @param chunks that are open or still to be cut
 * @param oldest how long an import has waited for its next turn
 */
record Workload(long chunks, Duration oldest) {}
