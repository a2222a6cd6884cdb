package io.pledgeline.erase;

import io.pledgeline.split.Trouble;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts an erasure off, and says in the log why. */
@Component
class ErasureDelay {

    private static final Logger LOG = LoggerFactory.getLogger(ErasureDelay.class);

    /** Leaves an upload to a later run, which takes it up when nobody can be searching it any more. */
    public void late(Exchange exchange, @Variable("search") @Nullable UploadSearch search) {
        Trouble trouble = Trouble.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        LOG.warn(
                "Upload {} cannot be searched for erased people now: {}",
                search == null ? "?" : search.upload(),
                trouble.causes());
    }

    /** Parameters of {@code delay-erasure.sql}. */
    public Map<String, @Nullable Object> parameters(Exchange exchange, @Variable("task") ErasureTask task) {
        Trouble trouble = Trouble.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        LOG.warn("Erasure {} is put off: {}", task.id(), trouble.causes());
        Map<String, @Nullable Object> parameters = new HashMap<>(task.getParameters());
        parameters.put("serverIsAway", trouble.serverIsAway());
        return parameters;
    }
}
