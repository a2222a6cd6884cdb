package io.pledgeline.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** The cookie that holds a session's token, and the token against forged requests that belongs to it. */
final class SessionCookie {

    static final String NAME = "pledgeline_session";
    static final String CSRF_HEADER = "X-CSRF-Token";

    private SessionCookie() {}

    static Optional<Secret> read(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, NAME);
        return cookie == null || cookie.getValue().isEmpty()
                ? Optional.empty()
                : Optional.of(new Secret(cookie.getValue()));
    }

    static void set(HttpServletRequest request, HttpServletResponse response, Secret token, Duration life) {
        send(request, response, token.text(), life);
    }

    static void clear(HttpServletRequest request, HttpServletResponse response) {
        send(request, response, "", Duration.ZERO);
    }

    /** Follows from the session's token, of which the database and a forger know nothing. */
    static String csrfToken(Secret token) {
        byte[] hash = new Secret("csrf " + token.text()).hash();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    static boolean isForged(HttpServletRequest request, Secret token) {
        @Nullable String given = request.getHeader(CSRF_HEADER);
        return given == null || !MessageDigest.isEqual(bytes(given), bytes(csrfToken(token)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpServletRequest request, HttpServletResponse response, String value, Duration life) {
        ResponseCookie cookie = ResponseCookie.from(NAME, value)
                .path("/")
                .maxAge(life)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(request.isSecure())
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
