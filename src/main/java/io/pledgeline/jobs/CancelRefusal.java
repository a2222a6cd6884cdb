package io.pledgeline.jobs;

import io.pledgeline.http.ProblemException;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Says why a job cannot be cancelled. */
@Component
class CancelRefusal {

    private static final Set<String> RUNNING = Set.of("PENDING", "PROCESSING");

    /** @param found the job as it was after the attempt */
    public void raise(@Variable("found") Map<String, Object> found) {
        String status = String.valueOf(found.get("status"));
        if (!RUNNING.contains(status)) {
            throw new ProblemException(409, "ALREADY_ENDED", "The job has ended before: it is " + status + ".");
        }
        if (found.get("stop") != null) {
            throw new ProblemException(409, "ALREADY_STOPPED", "The job is being ended already.");
        }
        throw new ProblemException(409, "NOT_CANCELLABLE", "A job of this kind is not cancelled halfway.");
    }
}
