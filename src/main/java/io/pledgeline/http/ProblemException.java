package io.pledgeline.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A failure with its HTTP answer: status, stable code, and a sentence for the caller that holds no secret. */
public class ProblemException extends RuntimeException {

    private final int status;
    private final String code;
    private final @Nullable Duration retryAfter;

    public ProblemException(int status, String code, String detail) {
        this(status, code, detail, null);
    }

    /** @param retryAfter when the caller may try again; sent as {@code Retry-After} in whole seconds */
    public ProblemException(int status, String code, String detail, @Nullable Duration retryAfter) {
        super(detail);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** 400 {@code INVALID_PARAMETER}, naming the parameter or field. */
    public static ProblemException invalidParameter(String name, String reason) {
        return new ProblemException(400, "INVALID_PARAMETER", name + ": " + reason);
    }

    /** 404 {@code NOT_FOUND}, also for what belongs to another merchant. */
    public static ProblemException notFound() {
        return new ProblemException(404, "NOT_FOUND", "There is nothing here with this id or path.");
    }

    /** 503 {@code UNAVAILABLE}, while this process ends; another one may be there already. */
    public static ProblemException beingStopped() {
        return unavailable("This service is being stopped. Nothing was changed; please try again.");
    }

    /** 503 {@code UNAVAILABLE}, while this process does not know all its routes yet. */
    public static ProblemException beingStarted() {
        return unavailable("This service is being started. Nothing was changed; please try again.");
    }

    private static ProblemException unavailable(String detail) {
        return new ProblemException(503, "UNAVAILABLE", detail, Duration.ofSeconds(5));
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
