package io.pledgeline.load;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What kind of fault stopped a chunk from being written, by its SQLSTATE. */
public enum WriteFault {
    /** A row is one the database refuses: classes 22 and 23, but for foreign keys. */
    POISON,
    /** PostgreSQL cannot be reached, or is going down: classes 08 and 57. */
    DATABASE_AWAY,
    /** Deadlock, serialization, resources, time-outs: classes 40, 53, 55, or overtaken by another transaction, also by one that removed a record. */
    PASSING,
    /** The chunk or its job is no longer ours. */
    CLAIM_LOST,
    /** Anything else; trying again would not help. */
    LASTING;

    private static final String QUERY_CANCELED = "57014";
    private static final String IDLE_IN_TRANSACTION_TIMEOUT = "25P03";
    private static final String TRANSACTION_TIMEOUT = "25P04";
    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final String READ_ONLY_TRANSACTION = "25006";

    public static WriteFault of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClaimLostException) {
                return CLAIM_LOST;
            }
            if (cause instanceof OvertakenException) {
                return PASSING;
            }
        }
        SQLException sql = sqlException(failure);
        if (sql == null) {
            return isConnectionFailure(failure) ? DATABASE_AWAY : LASTING;
        }
        String state = sql.getSQLState();
        if (state == null || state.length() < 2) {
            // The database always gives a state; this is the pool, which has closed a broken connection under us.
            return sql instanceof SQLTransientException ? DATABASE_AWAY : PASSING;
        }
        switch (state) {
            // Rows name only records that were there just before: an undo has removed one meanwhile, so they are looked
            // up again.
            case QUERY_CANCELED, IDLE_IN_TRANSACTION_TIMEOUT, TRANSACTION_TIMEOUT, FOREIGN_KEY_VIOLATION -> {
                return PASSING;
            }
            case READ_ONLY_TRANSACTION -> {
                // A standby answers until the address leads to the new primary.
                return DATABASE_AWAY;
            }
            default -> {}
        }
        return switch (state.substring(0, 2)) {
            case "22", "23" -> POISON;
            case "08", "57" -> DATABASE_AWAY;
            case "40", "53", "55" -> PASSING;
            default -> LASTING;
        };
    }

    /** The exception of the database among the causes of a failure. */
    public static @Nullable SQLException sqlException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    private static boolean isConnectionFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotGetJdbcConnectionException
                    || cause instanceof CannotCreateTransactionException) {
                return true;
            }
        }
        return false;
    }
}
