package io.pledgeline.jobs;

import io.pledgeline.http.ProblemException;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Says why a job cannot be retried, and what to do instead. */
@Component
class RetryRefusal {

    private static final Set<String> RUNNING = Set.of("PENDING", "PROCESSING");

    /** @param found the job as it was after the attempt */
    public void raise(@Variable("found") Map<String, Object> found) {
        if (RUNNING.contains(String.valueOf(found.get("status")))) {
            throw refused("STILL_RUNNING", "The job has not ended yet.");
        }
        if (Boolean.TRUE.equals(found.get("undone"))) {
            throw refused("UNDONE", "What this import wrote was taken back. Upload the file again to import it.");
        }
        if (found.get("stop") != null) {
            throw switch (String.valueOf(found.get("stop"))) {
                case "CANCELLED" ->
                    refused("CANCELLED", "The import was cancelled. Upload the file again to import the rest of it.");
                case "BLOCKED" ->
                    refused(
                            "BLOCKED",
                            "Nothing of the file was written because of its errors. Correct them and upload it again.");
                default ->
                    refused(
                            "TOO_MANY_ERRORS",
                            "More rows failed than maxErrors allows. Correct the file, or allow more, and upload it again.");
            };
        }
        if (Boolean.TRUE.equals(found.get("payload_expired"))) {
            throw refused("EXPIRED", "The rows of this job are no longer kept; upload the file again.");
        }
        if (Boolean.TRUE.equals(found.get("split_failed"))) {
            gone(); // Or going.
        }
        throw refused("NOTHING_TO_RETRY", "No chunk of this job has failed, nor has its split.");
    }

    /** Of a split whose object is no longer stored. */
    public void gone() {
        throw refused("OBJECT_GONE", "The uploaded file is no longer stored. Upload it again.");
    }

    private static ProblemException refused(String code, String detail) {
        return new ProblemException(409, code, detail);
    }
}
