package io.pledgeline.intake;

import io.pledgeline.http.ProblemException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Answers an upload: with its new job, or with the job of the same request sent before. */
@Component
class UploadAnswer {

    /**
     * Looks at the row that {@code open-workbook.sql} returns, if it returns one.
     *
     * @throws ProblemException 429 when the merchant sends too many files at once
     */
    public void requireRoom(@Body List<Map<String, Object>> rows) {
        if (!rows.isEmpty() && rows.get(0).get("id") == null) {
            throw Refusals.tooManyUploads();
        }
    }

    /** The answer for the row that {@code register-upload.sql} returns. */
    public Map<String, Object> registered(@Body List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            // Upkeep took it for abandoned: the process stood still for longer than its lease.
            throw Refusals.storageUnavailable();
        }
        return answer(rows.get(0), "PENDING");
    }

    /**
     * The answer for an idempotency key that was used before; without a job for a direct upload that is still open.
     *
     * @throws ProblemException 409 while the first request still arrives, 422 if it was another request
     */
    public Map<String, Object> repeated(@Body List<Map<String, Object>> rows, @Variable("upload") Upload upload) {
        Map<String, Object> row = rows.get(0);
        if (!upload.requestHash().equals(row.get("request_hash"))) {
            throw new ProblemException(
                    422, "KEY_REUSED", "This Idempotency-Key was used for another request (other query or length).");
        }
        if (!"RECEIVED".equals(row.get("state"))) {
            if (upload.isDirect()) {
                return Map.of("workbookId", row.get("workbook"));
            }
            stillArriving();
        }
        return answer(row, Objects.requireNonNull((String) row.get("status")));
    }

    /** @throws ProblemException 409 */
    public void stillArriving() {
        throw new ProblemException(
                409,
                "IN_PROGRESS",
                "The first request with this Idempotency-Key is still arriving.",
                Duration.ofSeconds(5));
    }

    static Map<String, Object> answer(Map<String, Object> row, String status) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("workbookId", row.get("workbook"));
        answer.put("jobId", row.get("job"));
        answer.put("status", status);
        return answer;
    }
}
