package io.pledgeline.split;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts a slice off, and says in the log why. */
@Component
class SliceDelay {

    private static final Logger LOG = LoggerFactory.getLogger(SliceDelay.class);

    /** Parameters of {@code delay-split.sql}. */
    public Map<String, Object> parameters(Exchange exchange, @Variable("upload") String upload) {
        Trouble trouble = Trouble.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        LOG.warn("Slice of upload {} is put off: {}", upload, trouble.causes());
        return Map.of("upload", upload, "serverIsAway", trouble.serverIsAway());
    }
}
