package io.pledgeline.jobs;

import io.pledgeline.http.ProblemException;
import java.util.Map;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers 410 where what was wrong with the rows of a job, or the rows themselves, are no longer kept. */
@Component
class KeptErrors {

    /**
     * Checks.
     *
     * @param found the row of {@code find-job.sql}
     * @param csv whether the rows themselves are asked for
     */
    public void check(@Variable("found") Map<String, Object> found, @Variable("csv") @Nullable Boolean csv) {
        boolean cells = Boolean.TRUE.equals(csv);
        if (is(found, "errors_expired") || (cells && is(found, "payload_expired"))) {
            throw new ProblemException(
                    410, "EXPIRED", (cells ? "The rows" : "The errors") + " of this job are no longer kept.");
        }
    }

    private static boolean is(Map<String, Object> found, String column) {
        return Boolean.TRUE.equals(found.get(column));
    }
}
