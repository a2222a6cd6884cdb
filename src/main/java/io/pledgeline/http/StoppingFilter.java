package io.pledgeline.http;

import io.pledgeline.upkeep.Stopping;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses new requests while this process stops, but those about its health; those that are being answered go on. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class StoppingFilter extends OncePerRequestFilter {

    private final Stopping stopping;
    private final ProblemAnswers answers;

    StoppingFilter(Stopping stopping, ProblemAnswers answers) {
        this.stopping = stopping;
        this.answers = answers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !stopping.hasBegun() || request.getRequestURI().startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // So that the client's next request goes to another process.
        response.setHeader("Connection", "close");
        answers.answer(response, ProblemException.beingStopped(), "");
    }
}
