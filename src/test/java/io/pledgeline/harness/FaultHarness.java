package io.pledgeline.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Imports in rounds while everything that the application stands on is broken on purpose.
 *
 * <p>{@code docs/faults.md} holds the command and how to read what it prints. It ends with 1 when anything was lost,
 * doubled or stuck.
 */
public final class FaultHarness {

    private final HarnessOptions options;
    private final Cluster cluster;
    private final Map<Fault, Integer> made = new EnumMap<>(Fault.class);
    private long survived;
    private long rows;
    private long lost;
    private long doubled;
    private long stuck;

    FaultHarness(HarnessOptions options, Cluster cluster) {
        this.options = options;
        this.cluster = cluster;
    }

    public static void main(String[] args) {
        int code = 1;
        LoggingSystem.get(FaultHarness.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
        try {
            // Shorter than in production, so that a round need not wait minutes for what torn uploads left.
            HarnessOptions options = options(Map.of(
                    "INTAKE_LEASE", "30s",
                    "INTAKE_DIRECTLEASE", "60s",
                    "UPKEEP_RECEIVING_PERIOD", "5s"));
            try (Cluster cluster = Cluster.start(options)) {
                code = new FaultHarness(options, cluster).run() ? 0 : 1;
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(code);
    }

    static HarnessOptions options(Map<String, String> environment) throws IOException, InterruptedException {
        return new HarnessOptions(
                Path.of("target", "harness"),
                UnpackedJar.program(Path.of("target", "harness-application")),
                environment,
                Integer.getInteger("rounds", 20),
                Integer.getInteger("rows", 200_000),
                Integer.getInteger("faults", 10),
                kinds(System.getProperty("kinds", "")),
                Long.getLong("seed", 1),
                Duration.ofSeconds(6),
                Duration.ofSeconds(25),
                Duration.ofSeconds(15),
                Duration.ofMinutes(Integer.getInteger("patience", 20)));
    }

    private static List<Fault> kinds(String names) {
        return Stream.of(names.isBlank() ? Fault.values() : named(names)).toList();
    }

    private static Fault[] named(String names) {
        return Stream.of(names.split(",", -1)).map(Fault::valueOf).toArray(Fault[]::new);
    }

    /** Runs all rounds, or up to the first that fails. */
    boolean run() throws Exception {
        for (int number = 1; number <= options.rounds(); number++) {
            Round round = new Round(cluster, options, number);
            long start = System.nanoTime();
            Verdict verdict = round.run();
            tell(number, round, verdict, (System.nanoTime() - start) / 1e9);
            if (!verdict.isGood()) {
                dump(number, round, verdict);
                tellTotals();
                return false;
            }
        }
        tellTotals();
        return true;
    }

    private void tell(int number, Round round, Verdict verdict, double seconds) {
        round.hit().keySet().forEach(fault -> made.merge(fault, 1, Integer::sum));
        survived += round.survived();
        rows += verdict.rows();
        lost += verdict.lost();
        doubled += verdict.doubled();
        stuck += verdict.stuck();
        System.out.printf(
                Locale.ROOT,
                "round %2d  seed %d  %2d faults  %,d rows checked  %d requests  %d messages in %d  %.0f s  %s%n          %s%n",
                number,
                round.seed(),
                round.survived(),
                verdict.rows(),
                round.requests(),
                verdict.messages(),
                verdict.received(),
                seconds,
                verdict.isGood() ? "well" : "FAILED",
                round.hit().entrySet().stream()
                        .map(hit -> hit.getKey() + " " + hit.getValue())
                        .collect(Collectors.joining(", ")));
    }

    private void tellTotals() {
        System.out.printf(Locale.ROOT, "faults survived %d, rows checked %,d%n", survived, rows);
        System.out.printf(Locale.ROOT, "lost %d, doubled %d, stuck %d%n", lost, doubled, stuck);
        System.out.println("by kind: " + made);
    }

    private void dump(int number, Round round, Verdict verdict) throws Exception {
        verdict.wrongs().forEach(wrong -> System.out.println("  WRONG: " + wrong));
        Path file = cluster.directory.resolve("round-" + number + ".txt");
        StringBuilder text = new StringBuilder();
        round.dump()
                .forEach((what, value) ->
                        text.append(what).append(": ").append(value).append('\n'));
        Files.writeString(file, text);
        System.out.println("  What stood where: " + file + ", and the logs beside it");
    }
}
