package io.pledgeline.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** Answers a request with a problem, whatever was about to be answered, as long as nothing was sent yet. */
@Component
public class ProblemAnswers {

    private final Problems problems;
    private final Incidents incidents;
    private final ObjectMapper json;

    ProblemAnswers(Problems problems, Incidents incidents, ObjectMapper json) {
        this.problems = problems;
        this.incidents = incidents;
        this.json = json;
    }

    /** The problem of an exception, with an incident in the log where the cause is ours. */
    Problem explain(Throwable failure, String where) {
        Problem problem = problems.of(failure);
        return problem.code().equals("INTERNAL_ERROR") ? problem.withIncident(incidents.log(failure, where)) : problem;
    }

    /** Answers an exception; a caller who has gone gets nothing and is not an incident. */
    public void answer(HttpServletResponse response, Throwable failure, String where) throws IOException {
        if (!Causes.isClientGone(failure)) {
            answer(response, explain(failure, where));
        }
    }

    /** Answers a problem. Headers that were set before (security headers, {@code Allow}) stay. */
    void answer(HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        if (problem.retryAfter() != null) {
            response.setHeader("Retry-After", Long.toString(problem.retryAfter().toSeconds()));
        }
        byte[] body = json.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
