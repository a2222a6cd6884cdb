package io.pledgeline.split;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Says in the log why a slice is put off. */
@Component
class SliceDelay {

    private static final Logger LOG = LoggerFactory.getLogger(SliceDelay.class);

    /** Names the causes by their classes and where the innermost arose: messages may quote a value of a row. */
    public void log(Exchange exchange, @Variable("upload") String upload) {
        List<String> causes = new ArrayList<>();
        StackTraceElement[] stack = {};
        for (Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
                cause != null;
                cause = cause.getCause()) {
            causes.add(cause.getClass().getSimpleName());
            stack = cause.getStackTrace();
        }
        LOG.warn("Slice of upload {} is put off: {} at {}", upload, causes, stack.length == 0 ? "?" : stack[0]);
    }
}
