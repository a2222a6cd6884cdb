package io.pledgeline.analysis;

import io.pledgeline.http.ProblemException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** Says which job analyses a workbook, by what {@code start-analysis.sql} returns. */
@Component
class StartedAnalysis {

    /** The id of the job. */
    public String job(@Body List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            throw ProblemException.notFound();
        }
        Object job = rows.get(0).get("job");
        if (Boolean.TRUE.equals(rows.get(0).get("expired"))) {
            throw new ProblemException(410, "EXPIRED", "The uploaded file is no longer kept.");
        }
        if (job == null) {
            throw new ProblemException(409, "IN_PROGRESS", "The workbook is still being received.");
        }
        return job.toString();
    }
}
