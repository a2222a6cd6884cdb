package io.pledgeline.jobs;

import io.pledgeline.http.ProblemException;
import java.util.Map;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers 410 where what was wrong with the rows of a job, or the rows themselves, are no longer kept. */
@Component
class KeptErrors {

    /** @param found the row of {@code find-job.sql} */
    public void check(@Variable("found") Map<String, Object> found, @Header("Accept") @Nullable String accept) {
        boolean cells = accept != null && accept.contains("text/csv");
        if (is(found, "errors_expired") || (cells && is(found, "payload_expired"))) {
            throw new ProblemException(
                    410, "EXPIRED", (cells ? "The rows" : "The errors") + " of this job are no longer kept.");
        }
    }

    private static boolean is(Map<String, Object> found, String column) {
        return Boolean.TRUE.equals(found.get(column));
    }
}
