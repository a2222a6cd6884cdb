package io.pledgeline.access;

import io.pledgeline.http.Caller;
import io.pledgeline.http.ProblemAnswers;
import io.pledgeline.http.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/** Lets a request go on with a live key, however it came: holds it to its rate and makes its merchant the caller. */
class Admission {

    private final RequestRates rates;
    private final ProblemAnswers answers;

    Admission(RequestRates rates, ProblemAnswers answers) {
        this.rates = rates;
        this.answers = answers;
    }

    void admit(ApiKey key, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            rates.take(key.id());
        } catch (ProblemException tooMany) {
            answers.answer(response, tooMany, "");
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new KeyAuthentication(key));
        SecurityContextHolder.setContext(context);
        new Caller(key.merchant(), key.id()).attachTo(request);
        chain.doFilter(request, response);
    }
}
