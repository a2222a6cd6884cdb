package io.pledgeline.erase;

import io.pledgeline.database.Row;
import io.pledgeline.upkeep.JobSettings;
import io.pledgeline.upkeep.Leases;
import io.pledgeline.upkeep.WorkLog;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Asks for an erasure and reads the answer. */
@Component
class ErasureClaim {

    private final JobSettings settings;
    private final Leases leases;
    private final int page;

    ErasureClaim(JobSettings settings, ErasureSettings erasures, Leases leases) {
        this.settings = settings;
        this.page = erasures.page();
        this.leases = leases;
    }

    /** Parameters of {@code claim-erasure.sql}. */
    public Map<String, Object> parameters(@Body String job) {
        return Map.of("job", job, "lease", settings.lease().toSeconds() + " s", "maxAttempts", settings.maxAttempts());
    }

    /** What is to be erased; its lease is renewed and the log says which it is until the exchange is done. */
    public ErasureTask task(@Body List<Map<String, Object>> rows, Exchange exchange) {
        ErasureTask task = new ErasureTask(new Row(rows.get(0)), page);
        leases.holdJob(exchange, task.id(), task.attempt());
        WorkLog.mark(exchange, task.id());
        return task;
    }
}
