package io.pledgeline.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How much is imported and broken, and how.
 *
 * @param directory of the servers' data, logs and files
 * @param program what starts the application, behind {@code java}: a jar or a class path
 * @param environment settings of the application beside its addresses
 * @param rows of all files of a round
 * @param faults of a round
 * @param kinds of faults that are made
 * @param seed of the first round; the next has the next
 * @param spell how long a fault that does not pass at once lasts
 * @param pause how long a worker stands still: longer than a lease
 * @param sending how long a client takes to send a big file
 * @param patience after which a round that has not ended has failed
 */
record HarnessOptions(
        Path directory,
        List<String> program,
        Map<String, String> environment,
        int rounds,
        int rows,
        int faults,
        List<Fault> kinds,
        long seed,
        Duration spell,
        Duration pause,
        Duration sending,
        Duration patience) {}
