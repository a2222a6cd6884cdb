package io.pledgeline.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * The body of every error answer (RFC 9457): the code says what happened, so the type stays {@code about:blank}.
 *
 * @param incident what to search the log for; only where the cause is ours
 * @param retryAfter a header, not part of the body
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "title", "status", "detail", "code", "incident"})
public record Problem(
        int status,
        String code,
        String detail,
        @Nullable String incident,
        @JsonIgnore @Nullable Duration retryAfter) {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    Problem(int status, String code, String detail) {
        this(status, code, detail, null, null);
    }

    public String getType() {
        return "about:blank";
    }

    public String getTitle() {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }

    Problem withIncident(String id) {
        return new Problem(status, code, detail, id, retryAfter);
    }
}
