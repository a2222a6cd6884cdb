package io.pledgeline.access;

import io.pledgeline.http.Caller;
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
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Looks up the key in {@code Authorization: Bearer}, holds it to its rate and makes its merchant the caller; reads nothing of the body. */
class BearerKeyFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final ApiKeys keys;
    private final RequestRates rates;
    private final ProblemAnswers answers;

    BearerKeyFilter(ApiKeys keys, RequestRates rates, ProblemAnswers answers) {
        this.keys = keys;
        this.rates = rates;
        this.answers = answers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean checked = (path + "/").startsWith("/api/") && !path.equals(AccessRules.S3_EVENTS);
        return !checked || bearer(request) == null;
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
        try {
            rates.take(key.get().id());
        } catch (ProblemException tooMany) {
            answers.answer(response, tooMany, "");
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new KeyAuthentication(key.get()));
        SecurityContextHolder.setContext(context);
        new Caller(key.get().merchant(), key.get().id()).attachTo(request);
        chain.doFilter(request, response);
    }

    private static @Nullable String bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean present = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return present ? header.substring(SCHEME.length()).strip() : null;
    }
}
