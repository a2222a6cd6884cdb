package io.pledgeline.jobs;

import io.pledgeline.http.ProblemException;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Says why a job cannot be retried. */
@Component
class RetryRefusal {

    private static final Set<String> RUNNING = Set.of("PENDING", "PROCESSING");

    /** @param found the job as it was before the attempt */
    public void raise(@Variable("found") Map<String, Object> found) {
        if (RUNNING.contains(String.valueOf(found.get("status")))) {
            throw new ProblemException(409, "STILL_RUNNING", "The job has not ended yet.");
        }
        throw new ProblemException(409, "NOTHING_TO_RETRY", "No chunk of this job has failed.");
    }
}
