package io.pledgeline.undo;

import io.pledgeline.database.Row;
import io.pledgeline.upkeep.JobSettings;
import io.pledgeline.upkeep.Leases;
import io.pledgeline.upkeep.WorkLog;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Asks for an undo and reads the answer. */
@Component
class UndoClaim {

    private final UndoSettings settings;
    private final JobSettings jobs;
    private final Leases leases;

    UndoClaim(UndoSettings settings, JobSettings jobs, Leases leases) {
        this.settings = settings;
        this.jobs = jobs;
        this.leases = leases;
    }

    /** Parameters of {@code claim-undo.sql}. */
    public Map<String, Object> parameters(@Body String undo) {
        return Map.of("undo", undo, "lease", jobs.lease().toSeconds() + " s", "maxAttempts", jobs.maxAttempts());
    }

    /** The undo that was claimed; its lease is renewed and the log says which it is until the exchange is done. */
    public Undo undo(@Body List<Map<String, Object>> rows, Exchange exchange) {
        Row row = new Row(rows.get(0));
        leases.holdJob(exchange, row.uuid("id"), row.integer("attempts"));
        if (row.integer("attempts") > 1) {
            // From the first step that is done it counts as the first again.
            leases.holdJob(exchange, row.uuid("id"), 1);
        }
        WorkLog.mark(exchange, row.uuid("id"));
        return new Undo(row, settings, jobs.lease());
    }
}
