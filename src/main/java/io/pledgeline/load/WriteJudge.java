package io.pledgeline.load;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Decides what follows on a failed attempt to write a chunk: another one, a search for the bad rows, or the end. */
@Component
class WriteJudge {

    private static final Logger LOG = LoggerFactory.getLogger(WriteJudge.class);

    private static final int PASSING_FAULTS = 8;
    private static final long FIRST_DELAY = 50;
    private static final long LONGEST_DELAY = 5_000;
    private static final long DATABASE_DELAY = 1_000;

    private final CamelContext context;

    WriteJudge(CamelContext context) {
        this.context = context;
    }

    public void judge(Exchange exchange, @Variable("batch") LoadBatch batch) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        WriteFault fault = WriteFault.of(failure);
        Chunk chunk = batch.getChunk();
        if (fault != WriteFault.POISON) {
            LOG.warn(
                    "Chunk {} of upload {}, attempt {}: {}",
                    chunk.number(),
                    chunk.upload(),
                    chunk.attempt(),
                    cause(failure));
        }
        switch (fault) {
            case CLAIM_LOST -> batch.close();
            case POISON -> {
                if (batch.isBisecting()) {
                    batch.fail(new Failure("DB_REJECTED", cause(failure)));
                }
                batch.bisect();
            }
            case DATABASE_AWAY -> {
                // Everybody waits for the same database: giving up would only burn the attempts of other chunks.
                batch.waitFor(DATABASE_DELAY);
                if (context.isStopping() || context.isStopped()) {
                    batch.close();
                }
            }
            case PASSING -> {
                int faults = batch.countFault();
                if (faults > PASSING_FAULTS) {
                    batch.fail(new Failure("WRITE_FAILED", cause(failure)));
                } else {
                    long most = Math.min(LONGEST_DELAY, FIRST_DELAY << faults);
                    batch.waitFor(ThreadLocalRandom.current().nextLong(most / 2, most));
                }
            }
            case LASTING -> batch.fail(new Failure("WRITE_FAILED", cause(failure)));
        }
    }

    /** The cause in words that hold no value of a row: messages of the database may quote one. */
    private static String cause(Throwable failure) {
        SQLException sql = WriteFault.sqlException(failure);
        if (sql != null) {
            return "The database answered with SQLSTATE " + sql.getSQLState() + ".";
        }
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return "The rows could not be written: " + cause.getClass().getSimpleName() + ".";
    }
}
