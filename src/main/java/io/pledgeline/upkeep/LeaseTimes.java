package io.pledgeline.upkeep;

import io.pledgeline.environment.InvalidSetting;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Knows how long a worker that went silent keeps its work, and ends the start when other times do not fit to that. */
@Component
class LeaseTimes {

    private final Map<String, Object> parameters;

    LeaseTimes(
            @Value("${load.lease:20s}") Duration chunk,
            @Value("${split.lease:20s}") Duration split,
            @Value("${ai.lease:20s}") Duration batch,
            JobSettings jobs,
            @Value("${upkeep.renew.period}") Duration renewal,
            @Value("${queue.claim-idle}") Duration claimIdle,
            @Value("${database.idle-in-transaction-timeout:20s}") Duration idleInTransaction) {
        Map<String, Duration> leases = new TreeMap<>(
                Map.of("LOAD_LEASE", chunk, "SPLIT_LEASE", split, "AI_LEASE", batch, "JOBS_LEASE", jobs.lease()));
        leases.forEach((name, lease) -> {
            // One renewal may fail.
            require(renewal.multipliedBy(2).compareTo(lease) < 0, "UPKEEP_RENEW_PERIOD", "be less than half of", name);
            // Else a message comes back before its work may be claimed, and is dropped.
            require(claimIdle.compareTo(lease) > 0, "QUEUE_CLAIMIDLE", "be more than", name);
            // Else a silent worker's locks outlast its claim.
            require(idleInTransaction.compareTo(lease) <= 0, "DATABASE_IDLEINTRANSACTIONTIMEOUT", "be at most", name);
        });
        parameters = Map.of(
                "chunkLease", seconds(chunk),
                "splitLease", seconds(split),
                "jobLease", seconds(jobs.lease()),
                "batchLease", seconds(batch));
    }

    private static void require(boolean holds, String variable, String relation, String lease) {
        if (!holds) {
            throw new InvalidSetting(variable, "must " + relation + " " + lease);
        }
    }

    /** The parameters of {@code renew-leases.sql} that say until when. */
    Map<String, Object> parameters() {
        return parameters;
    }

    private static String seconds(Duration lease) {
        return lease.toSeconds() + " s";
    }
}
