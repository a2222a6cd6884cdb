package io.pledgeline.http;

import io.pledgeline.upkeep.Stopping;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses new requests while this process starts or stops, but those about its health; those that are being answered go on.
 *
 * <p>Tomcat is there before the routes are: what they serve would not be found, and a client would give up.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AvailabilityFilter extends OncePerRequestFilter {

    private final Stopping stopping;
    private final ObjectProvider<CamelContext> camel;
    private final ProblemAnswers answers;
    private volatile boolean started;

    AvailabilityFilter(Stopping stopping, ObjectProvider<CamelContext> camel, ProblemAnswers answers) {
        this.stopping = stopping;
        this.camel = camel;
        this.answers = answers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return (isStarted() && !stopping.hasBegun()) || request.getRequestURI().startsWith("/actuator/");
    }

    private boolean isStarted() {
        if (!started) {
            started = camel.getObject().isStarted();
        }
        return started;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // So that the client's next request goes to another process.
        response.setHeader("Connection", "close");
        ProblemException reason = started ? ProblemException.beingStopped() : ProblemException.beingStarted();
        answers.answer(response, reason, "");
    }
}
