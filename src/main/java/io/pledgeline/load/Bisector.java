package io.pledgeline.load;

import io.pledgeline.platform.PledgeRow;
import io.pledgeline.platform.Problem;
import java.sql.SQLException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Variable;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes a chunk that the database refused, halving it under savepoints until the bad rows stand alone.
 *
 * <p>One bad row among a thousand costs about twice the work of a good chunk.
 */
@Component
class Bisector {

    private final ProducerTemplate producer;
    private final TransactionTemplate savepoint;

    Bisector(ProducerTemplate producer, PlatformTransactionManager transactions) {
        this.producer = producer;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Writes what can be written, in the transaction of the caller; the other rows become problems of the batch. */
    public void write(Exchange exchange, @Variable("batch") LoadBatch batch) {
        batch.attempt().alike().forEach(rows -> write(exchange, batch.attempt(), rows));
    }

    private void write(Exchange exchange, Attempt attempt, List<PledgeRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        WriteBatch write = attempt.batchOf(rows);
        try {
            savepoint.executeWithoutResult(status -> send(exchange, write));
            attempt.add(write);
        } catch (RuntimeException e) {
            if (WriteFault.of(e) != WriteFault.POISON) {
                throw e;
            }
            if (rows.size() == 1) {
                attempt.reject(problem(rows.get(0).row(), WriteFault.sqlException(e)));
                return;
            }
            int half = rows.size() / 2;
            write(exchange, attempt, rows.subList(0, half));
            write(exchange, attempt, rows.subList(half, rows.size()));
        }
    }

    private void send(Exchange exchange, WriteBatch write) {
        // camel-jdbc closes the connection at the end of the unit of work: it has to be the caller's.
        Exchange part = new DefaultExchange(exchange.getContext());
        part.getExchangeExtension().setUnitOfWork(exchange.getUnitOfWork());
        part.setVariable("write", write);
        Exchange answer = producer.send("direct:load-records", part);
        if (answer.getException() != null) {
            throw new IllegalStateException(answer.getException());
        }
    }

    static Problem problem(int row, @Nullable SQLException cause) {
        ServerErrorMessage server = cause instanceof PSQLException e ? e.getServerErrorMessage() : null;
        String constraint = server == null ? null : server.getConstraint();
        String column = server == null ? null : server.getColumn();
        return new Problem(
                row,
                "",
                "",
                "DB_REJECTED",
                "The database refuses this row"
                        + (constraint == null ? "" : ": constraint " + constraint)
                        + (column == null ? "" : ", column " + column)
                        + " (SQLSTATE " + (cause == null ? "unknown" : cause.getSQLState()) + ").");
    }
}
