package io.pledgeline.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One small round of the harness, with leases of seconds. {@code docs/faults.md} tells of the big ones. */
class FaultHarnessTest {

    private static final List<Fault> KINDS = List.of(
            Fault.WORKER_KILLED,
            Fault.WORKER_PAUSED,
            Fault.WEB_KILLED,
            Fault.REDIS_EMPTIED,
            Fault.POSTGRES_RESTARTED,
            Fault.DATABASE_CUT,
            Fault.STORE_ERRORS,
            Fault.MESSAGES_AGAIN);

    @Test
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void nothingIsLostDoubledOrStuckWhateverBreaks() throws Exception {
        var options = new HarnessOptions(
                Path.of("target", "harness-test"),
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        Cluster.classPath(),
                        io.pledgeline.Application.class.getName()),
                Map.ofEntries(
                        Map.entry("SPLIT_CHUNKROWS", "100"),
                        Map.entry("SPLIT_LEASE", "3s"),
                        Map.entry("LOAD_LEASE", "3s"),
                        Map.entry("DATABASE_IDLEINTRANSACTIONTIMEOUT", "3s"),
                        Map.entry("UPKEEP_RENEW_PERIOD", "1s"),
                        Map.entry("UPKEEP_STALE", "2s"),
                        Map.entry("UPKEEP_SWEEP_PERIOD", "1s"),
                        Map.entry("INTAKE_LEASE", "4s"),
                        Map.entry("INTAKE_DIRECTLEASE", "20s"),
                        Map.entry("NOTIFY_LEASE", "8s"),
                        Map.entry("UPKEEP_RECEIVING_PERIOD", "1s")),
                1,
                6000,
                KINDS.size(),
                KINDS,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(4),
                Duration.ofSeconds(2),
                Duration.ofMinutes(3));
        try (Cluster cluster = Cluster.start(options)) {
            Round round = new Round(cluster, options, 1);
            Verdict verdict = round.run();
            assertThat(verdict.wrongs())
                    .as(verdict.isGood() ? "" : round.dump().toString())
                    .isEmpty();
            assertThat(verdict.rows()).isGreaterThanOrEqualTo(6000);
            assertThat(round.survived()).isEqualTo(KINDS.size());
            assertThat(verdict.messages()).isPositive();
        }
    }
}
