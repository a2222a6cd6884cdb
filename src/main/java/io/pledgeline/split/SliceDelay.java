package io.pledgeline.split;

import io.pledgeline.storage.NoRoomException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/** Puts a slice off, and says in the log why. */
@Component
class SliceDelay {

    private static final Logger LOG = LoggerFactory.getLogger(SliceDelay.class);

    /**
     * Parameters of {@code delay-split.sql}. The log names the causes by their classes and where the innermost arose:
     * messages may quote a value of a row.
     */
    public Map<String, Object> parameters(Exchange exchange, @Variable("upload") String upload) {
        List<String> causes = new ArrayList<>();
        StackTraceElement[] stack = {};
        boolean serverIsAway = false;
        for (Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
                cause != null;
                cause = cause.getCause()) {
            causes.add(cause.getClass().getSimpleName());
            stack = cause.getStackTrace();
            serverIsAway |= cause instanceof SdkException
                    || cause instanceof ObjectUnreadableException
                    || cause instanceof NoRoomException
                    || isDatabaseAway(cause);
        }
        LOG.warn("Slice of upload {} is put off: {} at {}", upload, causes, stack.length == 0 ? "?" : stack[0]);
        return Map.of("upload", upload, "serverIsAway", serverIsAway);
    }

    /** SQLSTATE class 08 is a connection failure, 57P a server going up or down; without a state it is the pool that says so. */
    private static boolean isDatabaseAway(Throwable cause) {
        if (!(cause instanceof SQLException sql)) {
            return false;
        }
        String state = sql.getSQLState();
        return state == null ? sql instanceof SQLTransientException : state.startsWith("08") || state.startsWith("57P");
    }
}
