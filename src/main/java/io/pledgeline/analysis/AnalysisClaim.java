package io.pledgeline.analysis;

import io.pledgeline.database.Row;
import io.pledgeline.upkeep.JobSettings;
import io.pledgeline.upkeep.Leases;
import io.pledgeline.upkeep.WorkLog;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Asks for an analysis and reads the answer. */
@Component
class AnalysisClaim {

    private final AnalysisSettings settings;
    private final JobSettings jobs;
    private final Leases leases;

    AnalysisClaim(AnalysisSettings settings, JobSettings jobs, Leases leases) {
        this.settings = settings;
        this.jobs = jobs;
        this.leases = leases;
    }

    /** Parameters of {@code claim-analysis.sql} for the analysis of this id. */
    public Map<String, Object> parameters(@Body String analysis) {
        return Map.of(
                "analysis",
                analysis,
                "lease",
                jobs.lease().toSeconds() + " s",
                "maxAttempts",
                jobs.maxAttempts(),
                "most",
                settings.files());
    }

    /** What is to be analysed; its lease is renewed and the log says which it is until the exchange is done. */
    public AnalysisTask task(@Body List<Map<String, Object>> rows, Exchange exchange) {
        AnalysisTask task = AnalysisTask.of(new Row(rows.get(0)));
        leases.holdJob(exchange, task.id(), task.attempt());
        WorkLog.mark(exchange, task.id());
        return task;
    }
}
