package io.pledgeline.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;

/**
 * Who a request acts for, once its key or session was checked.
 *
 * <p>Kept in the request, not in a thread: routes run on other threads than the filters.
 */
public record Caller(UUID merchant, UUID apiKey) {

    private static final String ATTRIBUTE = Caller.class.getName();

    /** Makes this the caller of the request. */
    public void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The caller of the request; empty on paths that need no key. */
    public static Optional<Caller> of(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
    }
}
