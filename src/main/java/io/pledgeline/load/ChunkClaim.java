package io.pledgeline.load;

import io.pledgeline.database.Row;
import io.pledgeline.upkeep.Leases;
import io.pledgeline.upkeep.WorkLog;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Asks for a chunk and reads the answer. */
@Component
class ChunkClaim {

    private final LoadSettings settings;
    private final ChunkReader reader;
    private final Leases leases;

    ChunkClaim(LoadSettings settings, ChunkReader reader, Leases leases) {
        this.leases = leases;
        this.settings = settings;
        this.reader = reader;
    }

    /**
     * Parameters of {@code claim-chunk.sql}.
     *
     * @param message {@code <upload id>/<chunk number>}, as the feeder queues it
     */
    public Map<String, Object> parameters(@Body String message) {
        int slash = message.indexOf('/');
        return Map.of(
                "upload", message.substring(0, slash),
                "chunk", Integer.valueOf(message.substring(slash + 1)),
                "lease", settings.lease().toSeconds() + " s",
                "maxAttempts", settings.maxAttempts());
    }

    /** The chunk that was claimed; its lease is renewed and the log says which it is until the exchange is done. */
    public Chunk chunk(@Body List<Map<String, Object>> rows, Exchange exchange) {
        Chunk chunk = reader.read(new Row(rows.get(0)));
        leases.holdChunk(exchange, chunk.upload(), chunk.number(), chunk.attempt());
        WorkLog.mark(exchange, chunk.upload(), chunk.number());
        return chunk;
    }
}
