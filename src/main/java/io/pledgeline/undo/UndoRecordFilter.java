package io.pledgeline.undo;

import io.pledgeline.http.Page;
import io.pledgeline.http.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads which records of an undo are asked for. */
@Component
class UndoRecordFilter {

    private static final List<String> OUTCOMES = List.of("REVERSED", "KEPT", "FAILED");

    /** Parameters of {@code list-records.sql}. */
    public Map<String, Object> page(
            @Variable("job") UUID job, @Variable("page") Page page, @Header("outcome") @Nullable String outcome) {
        Map<String, Object> parameters = all(job, outcome);
        parameters.put("limit", page.limit());
        // A number in the upper half of an id.
        parameters.put("after", page.after() == null ? 0L : page.after().getMostSignificantBits());
        return parameters;
    }

    /** Parameters of the first {@code read-records.sql}. */
    public Map<String, Object> all(@Variable("job") UUID job, @Header("outcome") @Nullable String outcome) {
        boolean given = outcome != null && !outcome.isEmpty();
        if (given && !OUTCOMES.contains(outcome)) {
            throw ProblemException.invalidParameter("outcome", "is one of " + String.join(", ", OUTCOMES) + ".");
        }
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("job", job);
        parameters.put("outcome", given ? outcome : null);
        parameters.put("after", 0L);
        return parameters;
    }
}
