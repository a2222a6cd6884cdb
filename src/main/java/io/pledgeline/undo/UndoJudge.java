package io.pledgeline.undo;

import io.pledgeline.load.WriteFault;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Decides what follows on a step of an undo that was rolled back: another one, a smaller one, or the end. */
@Component
class UndoJudge {

    private static final Logger LOG = LoggerFactory.getLogger(UndoJudge.class);

    private static final int PASSING_FAULTS = 8;
    private static final long FIRST_DELAY = 50;
    private static final long LONGEST_DELAY = 5_000;
    private static final long DATABASE_DELAY = 1_000;

    private final CamelContext context;

    UndoJudge(CamelContext context) {
        this.context = context;
    }

    /** Takes a step as done; a process that stops begins no other. */
    public void done(@Variable("undo") Undo undo) {
        undo.close();
        if (undo.isOpen() && isStopping()) {
            undo.stop();
        }
    }

    public void judge(Exchange exchange, @Variable("undo") Undo undo) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        SQLException sql = WriteFault.sqlException(failure);
        String state = sql == null ? null : sql.getSQLState();
        undo.waitFor(0);
        if (state != null && (state.startsWith("22") || state.startsWith("23"))) {
            undo.refuse(state);
            return;
        }
        LOG.warn("Undo {}: {}", undo.id(), state == null ? innermost(failure) : "SQLSTATE " + state);
        switch (WriteFault.of(failure)) {
            case CLAIM_LOST -> undo.lose();
            case DATABASE_AWAY -> {
                undo.waitFor(DATABASE_DELAY);
                if (isStopping()) {
                    undo.stop();
                }
            }
            case PASSING -> {
                int faults = undo.countFault();
                if (faults > PASSING_FAULTS || isStopping()) {
                    undo.putOff();
                } else {
                    long most = Math.min(LONGEST_DELAY, FIRST_DELAY << faults);
                    undo.waitFor(ThreadLocalRandom.current().nextLong(most / 2, most));
                }
            }
            default ->
                undo.fail("The records could not be reversed: "
                        + (state == null ? innermost(failure) : "SQLSTATE " + state) + ".");
        }
    }

    private boolean isStopping() {
        return context.isStopping() || context.isStopped();
    }

    /** The cause in a word that holds no value of a row: messages of the database may quote one. */
    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName();
    }
}
