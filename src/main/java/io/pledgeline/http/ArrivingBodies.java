package io.pledgeline.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Knows the bodies that are arriving, to refuse them all when the process has no time left for them. */
@Component
class ArrivingBodies {

    private static final Logger LOG = LoggerFactory.getLogger(ArrivingBodies.class);

    private final Set<ArrivingBody> arriving = ConcurrentHashMap.newKeySet();
    private final ProblemAnswers answers;

    ArrivingBodies(ProblemAnswers answers) {
        this.answers = answers;
    }

    ArrivingBody open(InputStream body, HttpServletResponse response) {
        ArrivingBody opened = new ArrivingBody(body, response);
        arriving.add(opened);
        return opened;
    }

    void close(ArrivingBody body) {
        arriving.remove(body);
    }

    void refuse() {
        for (ArrivingBody body : arriving) {
            try {
                body.refuse(answers);
            } catch (IOException | RuntimeException e) {
                LOG.debug("A sender could not be told", e);
            }
        }
    }
}
