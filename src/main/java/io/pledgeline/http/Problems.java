package io.pledgeline.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.stream.Collectors;
import org.apache.camel.component.bean.validator.BeanValidationException;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns any exception into the problem that is answered; what nobody foresaw becomes {@code INTERNAL_ERROR}. */
@Component
public class Problems {

    private static final Duration DATABASE_RETRY = Duration.ofSeconds(5);

    /** The problem of an exception, which never quotes a message that may hold a value of the request. */
    public Problem of(Throwable failure) {
        if (failure instanceof SocketTimeoutException) {
            // By itself it is Tomcat's, about the request; those of our own connections come wrapped.
            return new Problem(408, "REQUEST_TIMEOUT", "Nothing more of the request arrived in time.");
        }
        for (Throwable cause : Causes.of(failure)) {
            Problem known = known(cause);
            if (known != null) {
                return known;
            }
        }
        return new Problem(500, "INTERNAL_ERROR", "Something went wrong here. Quote the incident when you report it.");
    }

    private static @Nullable Problem known(Throwable cause) {
        if (cause instanceof ProblemException e) {
            return new Problem(e.status(), e.code(), e.detail(), null, e.retryAfter());
        }
        if (Causes.isDatabaseUnavailable(cause)) {
            String detail = "The database cannot be reached. Nothing was changed; please try again.";
            return new Problem(503, "DATABASE_UNAVAILABLE", detail, null, DATABASE_RETRY);
        }
        if (cause instanceof BeanValidationException e) {
            return invalid(e.getConstraintViolations().stream()
                    .map(violation -> violation.getPropertyPath() + ": " + violation.getMessage())
                    .sorted()
                    .collect(Collectors.joining("; ")));
        }
        if (cause instanceof JsonProcessingException e) {
            return json(e);
        }
        if (cause instanceof MethodArgumentTypeMismatchException e) {
            return invalid(e.getName() + ": has the wrong form.");
        }
        if (cause instanceof HttpMessageNotReadableException
                && !(cause.getCause() instanceof JsonProcessingException)) {
            return malformedJson();
        }
        if (cause instanceof BadRequestException || cause instanceof RequestRejectedException) {
            return new Problem(400, code(400), detail(400));
        }
        if (cause instanceof ErrorResponse e) {
            int status = e.getStatusCode().value();
            return new Problem(status, code(status), detail(status));
        }
        return null;
    }

    /** The problem of a bare status, as servlet containers report errors. */
    public Problem ofStatus(int status) {
        return new Problem(status, code(status), detail(status));
    }

    /** A field that has a name is named; anything else about the document is malformed JSON. */
    private static @Nullable Problem json(JsonProcessingException failure) {
        if (Causes.of(failure).stream().anyMatch(ProblemException.class::isInstance)) {
            return null;
        }
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            String field = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            return invalid(field + ": is unknown or has the wrong form.");
        }
        return malformedJson();
    }

    private static Problem invalid(String detail) {
        return new Problem(400, "INVALID_PARAMETER", detail);
    }

    private static Problem malformedJson() {
        return new Problem(400, "MALFORMED_JSON", "The body is not a JSON document of the expected form.");
    }

    private static String code(int status) {
        return switch (status) {
            case 400 -> "BAD_REQUEST";
            case 401 -> "UNAUTHORIZED";
            case 403 -> "FORBIDDEN";
            case 404 -> "NOT_FOUND";
            case 405 -> "METHOD_NOT_ALLOWED";
            case 406 -> "NOT_ACCEPTABLE";
            case 413 -> "TOO_LARGE";
            case 415 -> "UNSUPPORTED_TYPE";
            case 503 -> "UNAVAILABLE";
            default -> status >= 500 ? "INTERNAL_ERROR" : "BAD_REQUEST";
        };
    }

    private static String detail(int status) {
        return switch (status) {
            case 404 -> "There is nothing here with this id or path.";
            case 405 -> "This path does not take this method; the header Allow lists those it takes.";
            case 406 -> "The answer does not exist in a media type that the header Accept names.";
            case 415 -> "This media type is not taken here.";
            default -> status >= 500 ? "The request could not be answered." : "The request cannot be understood.";
        };
    }
}
