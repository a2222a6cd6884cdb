package io.pledgeline.access;

import io.pledgeline.http.ProblemAnswers;
import io.pledgeline.http.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks up the session of the cookie where no key was sent, and turns away what another site may have sent with it;
 * reads nothing of the body.
 */
class SessionFilter extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final WebSessions sessions;
    private final Admission admission;
    private final ProblemAnswers answers;

    SessionFilter(WebSessions sessions, Admission admission, ProblemAnswers answers) {
        this.sessions = sessions;
        this.admission = admission;
        this.answers = answers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !BearerKeyFilter.isChecked(request)
                || BearerKeyFilter.bearer(request) != null
                || SessionCookie.read(request).isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Secret token = SessionCookie.read(request).orElseThrow();
        Optional<WebSession> session;
        try {
            session = sessions.find(token);
        } catch (RuntimeException databaseFailure) {
            answers.answer(response, databaseFailure, "the check of a session");
            return;
        }
        if (session.isEmpty()) {
            answers.answer(response, ended(), "");
        } else if (!SAFE.contains(request.getMethod()) && SessionCookie.isForged(request, token)) {
            answers.answer(response, forged(), "");
        } else {
            admission.admit(session.get().key(), request, response, chain);
        }
    }

    static ProblemException ended() {
        return new ProblemException(401, "UNAUTHORIZED", "You are not signed in, or no longer. Please sign in.");
    }

    static ProblemException forged() {
        return new ProblemException(
                403,
                "CSRF",
                "Send the session's csrfToken in the header " + SessionCookie.CSRF_HEADER
                        + " with what changes something.");
    }
}
