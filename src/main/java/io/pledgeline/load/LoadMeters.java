package io.pledgeline.load;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pledgeline.database.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
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

    /**
     * Takes the chunks whose workers were lost too often.
     *
     * @param counts the row of {@code fail-lost.sql}
     */
    public void lost(@Body List<Map<String, Object>> counts) {
        Row row = new Row(counts.get(0));
        failed.increment(row.number("rows"));
        chunksFailed.increment(row.number("chunks"));
    }

    /** Takes a chunk of which nothing could be written. */
    public void failed(@Variable("batch") LoadBatch batch, Exchange exchange) {
        failed.increment(batch.getChunk().rows().size());
        chunksFailed.increment();
        duration.record(Duration.ofMillis(exchange.getClock().elapsed()));
    }
}
