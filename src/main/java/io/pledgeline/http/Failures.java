package io.pledgeline.http;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes a route's failure to the log: an incident with its stack, or one line where the answer says it all. */
@Component("failures")
class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Problems problems;
    private final Incidents incidents;

    Failures(Problems problems, Incidents incidents) {
        this.problems = problems;
        this.incidents = incidents;
    }

    /** Called from {@code routes/shared/errors.camel.yaml} for each exchange that failed, never with its body. */
    public void log(Exchange exchange) {
        Throwable failure = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
        boolean fromClient = exchange.getFromEndpoint() instanceof PlatformHttpEndpoint;
        if (failure == null || (fromClient && Causes.isClientGone(failure))) {
            return;
        }
        String route = exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID, "?", String.class);
        Problem problem = problems.of(failure);
        if (problem.code().equals("INTERNAL_ERROR")) {
            incidents.log(failure, "route " + route);
        } else if (problem.status() >= 500 || !fromClient) {
            LOG.warn("Route {} failed: {} {}", route, problem.code(), problem.detail());
        }
    }
}
