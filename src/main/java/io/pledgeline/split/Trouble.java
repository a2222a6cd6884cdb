package io.pledgeline.split;

import io.pledgeline.storage.NoRoomException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Why work was put off.
 *
 * @param causes by their classes, and where the innermost arose: messages may quote a value of a row
 * @param serverIsAway whether the object store or the database is to blame, not the work
 */
public record Trouble(String causes, boolean serverIsAway) {

    public static Trouble of(@Nullable Throwable failure) {
        List<String> causes = new ArrayList<>();
        StackTraceElement[] stack = {};
        boolean serverIsAway = false;
        for (Throwable cause = failure; cause != null; cause = before(cause)) {
            causes.add(cause.getClass().getSimpleName());
            stack = cause.getStackTrace();
            serverIsAway |= cause instanceof SdkException
                    || cause instanceof ObjectUnreadableException
                    || cause instanceof NoRoomException
                    || isDatabaseAway(cause);
        }
        return new Trouble(causes + " at " + (stack.length == 0 ? "?" : stack[0]), serverIsAway);
    }

    /** A rollback that fails, as on a connection that the pool has closed, hides what was rolled back. */
    private static @Nullable Throwable before(Throwable failure) {
        return failure instanceof TransactionSystemException rollback && rollback.getApplicationException() != null
                ? rollback.getApplicationException()
                : failure.getCause();
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
