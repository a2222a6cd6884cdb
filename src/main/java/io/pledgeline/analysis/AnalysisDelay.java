package io.pledgeline.analysis;

import io.pledgeline.split.Trouble;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts an analysis off, and says in the log why. */
@Component
class AnalysisDelay {

    private static final Logger LOG = LoggerFactory.getLogger(AnalysisDelay.class);

    /** Parameters of {@code delay-analysis.sql}. */
    public Map<String, Object> parameters(Exchange exchange, @Variable("task") AnalysisTask task) {
        Trouble trouble = Trouble.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        LOG.warn("Analysis {} is put off: {}", task.id(), trouble.causes());
        return Map.of("analysis", task.id(), "attempt", task.attempt(), "serverIsAway", trouble.serverIsAway());
    }
}
