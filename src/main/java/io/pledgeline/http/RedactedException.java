package io.pledgeline.http;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows where an exception came from without the messages that may quote a body, a cell or a person.
 *
 * <p>Messages of parsers, converters and validators quote their input; those are left out, the stack stays.
 */
final class RedactedException extends RuntimeException {

    private static final List<String> QUOTING = List.of(
            "org.apache.camel.",
            "com.fasterxml.jackson.",
            "jakarta.validation.",
            "java.lang.NumberFormatException",
            "java.lang.IllegalArgumentException",
            "java.time.",
            "java.nio.charset.",
            "org.springframework.dao.",
            "org.springframework.jdbc.",
            "org.springframework.http.converter.");

    private RedactedException(String summary, @Nullable RedactedException cause, StackTraceElement[] stack) {
        super(summary, cause, false, true);
        setStackTrace(stack);
    }

    static RedactedException of(Throwable failure) {
        List<Throwable> chain = Causes.of(failure);
        RedactedException redacted = null;
        for (int i = chain.size() - 1; i >= 0; i--) {
            redacted = new RedactedException(
                    summary(chain.get(i)), redacted, chain.get(i).getStackTrace());
        }
        return Objects.requireNonNull(redacted);
    }

    private static String summary(Throwable failure) {
        String type = failure.getClass().getName();
        if (failure instanceof SQLException e) {
            return type + " [" + e.getSQLState() + "]" + firstLine(e);
        }
        String message = failure.getMessage();
        boolean quotes = message == null
                || QUOTING.stream().anyMatch(type::startsWith)
                || (failure.getCause() != null
                        && message.contains(String.valueOf(failure.getCause().getMessage())));
        return quotes ? type : type + ": " + message;
    }

    /** The first line names the error; the lines after it quote the row, and class 22 (bad data) quotes at once. */
    private static String firstLine(SQLException failure) {
        if (failure.getMessage() == null
                || String.valueOf(failure.getSQLState()).startsWith("22")) {
            return "";
        }
        return " " + failure.getMessage().lines().limit(1).collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
