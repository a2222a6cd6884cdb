package io.pledgeline.jobs;

import java.sql.SQLException;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Decides whether ending an upload is tried again: after a deadlock, or when a lock was not to be had. */
@Component
class ClosingJudge {

    private static final String TRANSACTION_ROLLBACK = "40";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /**
     * Returns how many tries are left.
     *
     * @throws Exception the failure, if it is not one of these or the last try has failed
     */
    public int triesLeft(Exchange exchange, @Variable("tries") int tries) throws Exception {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (tries <= 1 || !isPassing(failure)) {
            throw failure;
        }
        return tries - 1;
    }

    private static boolean isPassing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith(TRANSACTION_ROLLBACK)
                        || sql.getSQLState().equals(LOCK_NOT_AVAILABLE);
            }
        }
        return false;
    }
}
