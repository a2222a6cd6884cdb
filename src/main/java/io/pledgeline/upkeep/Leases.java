package io.pledgeline.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Knows which chunks, splits and analyses this process is working on, so that their leases are renewed. */
@Component
public class Leases {

    /** A stuck thread must not hold its work for ever. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** In place of the number of a chunk: what is held is an analysis. */
    private static final int ANALYSIS = -1;

    private record Held(UUID upload, int chunk, int attempt, Instant until) {}

    private final Map<Object, Held> held = new ConcurrentHashMap<>();
    private final String chunkLease;
    private final String splitLease;
    private final String analysisLease;

    Leases(
            @Value("${load.lease:30s}") Duration chunkLease,
            @Value("${split.lease:30s}") Duration splitLease,
            @Value("${analysis.lease:30s}") Duration analysisLease) {
        this.analysisLease = analysisLease.toSeconds() + " s";
        this.chunkLease = chunkLease.toSeconds() + " s";
        this.splitLease = splitLease.toSeconds() + " s";
    }

    /** Holds a chunk until the exchange is done. */
    public void hold(Exchange exchange, UUID upload, int chunk, int attempt) {
        Object key = new Object();
        held.put(key, new Held(upload, chunk, attempt, Instant.now().plus(LONGEST)));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                held.remove(key);
            }
        });
    }

    /** Holds the split of an upload until the exchange is done. */
    public void hold(Exchange exchange, UUID upload) {
        hold(exchange, upload, 0, 0);
    }

    /** Holds an analysis until the exchange is done. */
    public void holdAnalysis(Exchange exchange, UUID analysis, int attempt) {
        hold(exchange, analysis, ANALYSIS, attempt);
    }

    /** Parameters of {@code renew-leases.sql}; empty when nothing is held. */
    public Map<String, Object> parameters() {
        List<Held> now = new ArrayList<>(held.values());
        now.removeIf(work -> work.until().isBefore(Instant.now()));
        if (now.isEmpty()) {
            return Map.of();
        }
        List<Held> chunks = now.stream().filter(work -> work.chunk() > 0).toList();
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(
                "uploads", chunks.stream().map(work -> work.upload().toString()).toArray(String[]::new));
        parameters.put("numbers", chunks.stream().map(Held::chunk).toArray(Integer[]::new));
        parameters.put("attempts", chunks.stream().map(Held::attempt).toArray(Integer[]::new));
        parameters.put(
                "splits",
                now.stream()
                        .filter(work -> work.chunk() == 0)
                        .map(work -> work.upload().toString())
                        .toArray(String[]::new));
        parameters.put("chunkLease", chunkLease);
        parameters.put("splitLease", splitLease);
        putAnalyses(now, parameters);
        return parameters;
    }

    private void putAnalyses(List<Held> now, Map<String, Object> parameters) {
        List<Held> analyses =
                now.stream().filter(work -> work.chunk() == ANALYSIS).toList();
        parameters.put(
                "analyses",
                analyses.stream().map(work -> work.upload().toString()).toArray(String[]::new));
        parameters.put("analysisAttempts", analyses.stream().map(Held::attempt).toArray(Integer[]::new));
        parameters.put("analysisLease", analysisLease);
    }
}
