package io.pledgeline.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.springframework.stereotype.Component;

/**
 * Knows which chunks, splits, batches and whole jobs this process is working on, so that their leases are renewed, and
 * given back when it stops.
 */
@Component
public class Leases {

    /** A stuck thread must not hold its work for ever. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private enum Kind {
        CHUNK,
        SPLIT,
        JOB,
        BATCH
    }

    private record Held(Kind kind, UUID id, int chunk, long row, int attempt, Instant until) {}

    private final Map<Object, Held> held = new ConcurrentHashMap<>();
    private final Map<String, Object> leases;

    Leases(LeaseTimes times) {
        leases = times.parameters();
    }

    /** Holds a chunk until the exchange is done. */
    public void holdChunk(Exchange exchange, UUID upload, int chunk, int attempt) {
        hold(exchange, Kind.CHUNK, upload, chunk, 0, attempt);
    }

    /** Holds the split of an upload until the exchange is done. */
    public void holdSplit(Exchange exchange, UUID upload, int attempt) {
        hold(exchange, Kind.SPLIT, upload, 0, 0, attempt);
    }

    /** Holds a job that is worked on as a whole, an analysis, an undo or an erasure, until the exchange is done. */
    public void holdJob(Exchange exchange, UUID job, int attempt) {
        hold(exchange, Kind.JOB, job, 0, 0, attempt);
    }

    /** Holds a batch of rows that a model is asked about until the exchange is done. */
    public void holdBatch(Exchange exchange, UUID upload, int chunk, long firstRow, int claim) {
        hold(exchange, Kind.BATCH, upload, chunk, firstRow, claim);
    }

    private void hold(Exchange exchange, Kind kind, UUID id, int chunk, long row, int attempt) {
        Object key = new Object();
        held.put(key, new Held(kind, id, chunk, row, attempt, Instant.now().plus(LONGEST)));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                held.remove(key);
            }
        });
    }

    /** Parameters of {@code renew-leases.sql}; empty when nothing is held. */
    public Map<String, Object> parameters() {
        List<Held> now = new ArrayList<>(held.values());
        now.removeIf(work -> work.until().isBefore(Instant.now()));
        return now.isEmpty() ? Map.of() : parameters(now);
    }

    /** Parameters of {@code release-leases.sql}, once: what they name is not renewed any more. Empty when nothing is held. */
    public Map<String, Object> handBack() {
        List<Held> now = new ArrayList<>();
        held.keySet().forEach(key -> {
            Held work = held.remove(key);
            if (work != null) {
                now.add(work);
            }
        });
        return now.isEmpty() ? Map.of() : parameters(now);
    }

    private Map<String, Object> parameters(List<Held> now) {
        Map<String, Object> parameters = new HashMap<>(leases);
        parameters.put("uploads", ids(now, Kind.CHUNK));
        parameters.put("numbers", of(now, Kind.CHUNK, Held::chunk, Integer[]::new));
        parameters.put("attempts", of(now, Kind.CHUNK, Held::attempt, Integer[]::new));
        parameters.put("splits", ids(now, Kind.SPLIT));
        parameters.put("splitAttempts", of(now, Kind.SPLIT, Held::attempt, Integer[]::new));
        parameters.put("jobs", ids(now, Kind.JOB));
        parameters.put("jobAttempts", of(now, Kind.JOB, Held::attempt, Integer[]::new));
        parameters.put("batchUploads", ids(now, Kind.BATCH));
        parameters.put("batchChunks", of(now, Kind.BATCH, Held::chunk, Integer[]::new));
        parameters.put("batchRows", of(now, Kind.BATCH, Held::row, Long[]::new));
        parameters.put("batchClaims", of(now, Kind.BATCH, Held::attempt, Integer[]::new));
        return parameters;
    }

    private static String[] ids(List<Held> works, Kind kind) {
        return of(works, kind, work -> work.id().toString(), String[]::new);
    }

    private static <T> T[] of(List<Held> works, Kind kind, Function<Held, T> what, IntFunction<T[]> array) {
        return works.stream().filter(work -> work.kind() == kind).map(what).toArray(array);
    }
}
