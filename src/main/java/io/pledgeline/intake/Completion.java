package io.pledgeline.intake;

import io.pledgeline.http.ProblemException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Answers a completion that failed: with the job, when the upload was completed before, else with the reason. */
@Component
class Completion {

    /** @param rows of {@code find-completed.sql} */
    public Map<String, Object> answer(
            @Body List<Map<String, Object>> rows, @Variable("failure") ProblemException failure) {
        if (rows.isEmpty()) {
            throw failure;
        }
        Map<String, Object> row = rows.get(0);
        return UploadAnswer.answer(row, String.valueOf(row.get("status")));
    }
}
