package io.pledgeline.http;

import org.springframework.stereotype.Component;

/** Ends a route with a problem: {@code bean: problem, "raise(409, 'NOTHING_TO_RETRY', 'No chunk has failed.')"}. */
@Component("problem")
class ProblemRaiser {

    public void raise(int status, String code, String detail) {
        throw new ProblemException(status, code, detail);
    }
}
