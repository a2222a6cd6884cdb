package io.pledgeline.jobs;

import io.pledgeline.http.ProblemException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** Takes the one row of a query for one thing; 404 when there is none. */
@Component
class JobRows {

    public Map<String, Object> only(@Body List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            throw ProblemException.notFound();
        }
        return rows.get(0);
    }

    /** The JSON that the statement wrote. */
    public String answer(@Body List<Map<String, Object>> rows) {
        return String.valueOf(only(rows).get("answer"));
    }
}
