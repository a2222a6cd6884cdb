package io.pledgeline.upkeep;

import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.MDC;

/**
 * Marks what is logged while a chunk or a split is worked on with the ids of both, as {@code job} and {@code chunk}.
 *
 * <p>An exchange stays in its thread, which waits in delays itself. Camel's own MDC logging, which follows it into
 * others, copies and compares the whole context at every step: a fifth of the CPU of an import.
 */
public final class WorkLog {

    private static final String JOB = "job";
    private static final String CHUNK = "chunk";

    private WorkLog() {}

    /** Marks the lines of a split until the exchange is done. */
    public static void mark(Exchange exchange, UUID job) {
        MDC.put(JOB, job.toString());
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                MDC.remove(JOB);
                MDC.remove(CHUNK);
            }
        });
    }

    /** Marks the lines of a chunk until the exchange is done. */
    public static void mark(Exchange exchange, UUID job, int chunk) {
        mark(exchange, job);
        MDC.put(CHUNK, Integer.toString(chunk));
    }
}
