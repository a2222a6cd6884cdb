package io.pledgeline.undo;

import io.pledgeline.http.ProblemException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** Says which job undoes an import, by what {@code start-undo.sql} returns. */
@Component
class StartedUndo {

    /** The id of the job. */
    public String job(@Body List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            throw ProblemException.notFound();
        }
        if (!"IMPORT".equals(rows.get(0).get("kind"))) {
            throw new ProblemException(409, "NOT_AN_IMPORT", "Only an import can be undone.");
        }
        if (Boolean.TRUE.equals(rows.get(0).get("expired"))) {
            throw new ProblemException(
                    409, "EXPIRED", "What the import's records held before is no longer kept, so it cannot be undone.");
        }
        Object job = rows.get(0).get("job");
        if (job == null) {
            throw new ProblemException(409, "STILL_RUNNING", "The import has not ended yet.");
        }
        return job.toString();
    }
}
