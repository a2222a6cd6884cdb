package io.pledgeline.access;

import io.pledgeline.http.ProblemAnswers;
import io.pledgeline.http.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Looks up the key in {@code Authorization: Bearer}, which counts before any cookie; reads nothing of the body. */
class BearerKeyFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final ApiKeys keys;
    private final Admission admission;
    private final ProblemAnswers answers;

    BearerKeyFilter(ApiKeys keys, RequestRates rates, ProblemAnswers answers) {
        this.keys = keys;
        this.admission = new Admission(rates, answers);
        this.answers = answers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !isChecked(request) || bearer(request) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<ApiKey> key;
        try {
            key = keys.find(new Secret(String.valueOf(bearer(request))));
        } catch (RuntimeException databaseFailure) {
            answers.answer(response, databaseFailure, "the check of a key");
            return;
        }
        if (key.isEmpty()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            answers.answer(
                    response, new ProblemException(401, "UNAUTHORIZED", "The API key is unknown or revoked."), "");
            return;
        }
        admission.admit(key.get(), request, response, chain);
    }

    static boolean isApi(HttpServletRequest request) {
        return (request.getRequestURI() + "/").startsWith("/api/");
    }

    /** Whether the request needs a key or a session. */
    static boolean isChecked(HttpServletRequest request) {
        return isApi(request) && !request.getRequestURI().equals(AccessRules.S3_EVENTS);
    }

    static @Nullable String bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean present = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return present ? header.substring(SCHEME.length()).strip() : null;
    }
}
