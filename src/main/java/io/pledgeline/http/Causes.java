package io.pledgeline.http;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Reads chains of causes: what an exception is about when libraries have wrapped it. */
final class Causes {

    private static final int DEEPEST = 30;

    private Causes() {}

    /** The exception and its causes, outermost first; bounded, so that a circle ends. */
    static List<Throwable> of(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (@Nullable Throwable t = failure; t != null && chain.size() < DEEPEST; t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }

    /** SQLSTATE class 08 is a connection failure, 57P a server going up or down, 53300 too many connections. */
    static boolean isDatabaseUnavailable(Throwable cause) {
        if (cause instanceof CannotGetJdbcConnectionException
                || cause instanceof CannotCreateTransactionException
                || cause instanceof SQLTransientConnectionException) {
            return true;
        }
        return cause instanceof SQLException e
                && e.getSQLState() != null
                && (e.getSQLState().startsWith("08")
                        || e.getSQLState().startsWith("57P")
                        || e.getSQLState().equals("53300"));
    }

    /** Whether the other end has gone: nobody is left to answer, and nothing is wrong here. */
    static boolean isClientGone(Throwable failure) {
        List<Throwable> chain = of(failure);
        // The database's connection breaks with the same words.
        return chain.stream().noneMatch(SQLException.class::isInstance)
                && chain.stream()
                        .anyMatch(cause -> cause.getClass().getName().endsWith(".ClientAbortException")
                                || cause.getClass().getName().endsWith(".AsyncRequestNotUsableException")
                                || (cause instanceof IOException
                                        && cause.getMessage() != null
                                        && (cause.getMessage().contains("Broken pipe")
                                                || cause.getMessage().contains("Connection reset"))));
    }
}
