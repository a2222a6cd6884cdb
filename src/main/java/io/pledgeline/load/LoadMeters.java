package io.pledgeline.load;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Counts the rows of chunks that were committed and times the work on each. */
@Component
class LoadMeters {

    private final Counter imported;
    private final Counter failed;
    private final Counter chunksFailed;
    private final Timer duration;

    LoadMeters(MeterRegistry meters) {
        imported = Counter.builder("pledgeline.rows.imported")
                .description("Rows whose records are in the database")
                .register(meters);
        failed = Counter.builder("pledgeline.rows.failed")
                .description("Rows that are listed among the errors")
                .register(meters);
        chunksFailed = Counter.builder("pledgeline.chunks.failed")
                .description("Chunks of which nothing could be written")
                .register(meters);
        duration = Timer.builder("pledgeline.chunk.duration")
                .description("From the message of a chunk to its commit")
                .register(meters);
    }

    /** Takes a chunk that was written. */
    public void written(@Variable("batch") LoadBatch batch, Exchange exchange) {
        imported.increment(batch.rowsImported());
        failed.increment(batch.rowsFailed());
        duration.record(Duration.ofMillis(exchange.getClock().elapsed()));
    }

    /** Takes a chunk of which nothing could be written. */
    public void failed(@Variable("batch") LoadBatch batch, Exchange exchange) {
        failed.increment(batch.getChunk().rows().size());
        chunksFailed.increment();
        duration.record(Duration.ofMillis(exchange.getClock().elapsed()));
    }
}
