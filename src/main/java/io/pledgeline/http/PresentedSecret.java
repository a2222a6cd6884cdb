package io.pledgeline.http;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;

/**
 * A secret with which somebody who is no caller of ours calls, as its SHA-256: the secret itself stays out of messages,
 * which reach logs and other systems.
 */
public record PresentedSecret(byte[] hash) {

    static final String HEADER = "X-Pledgeline-Secret";

    /** The secret of a request, in a header of its own or where keys are sent; empty when there is none. */
    static Optional<PresentedSecret> of(HttpServletRequest request) {
        String secret = request.getHeader(HEADER);
        String authorization = request.getHeader("Authorization");
        if (secret == null && authorization != null) {
            secret = authorization.replaceFirst("^(?i:Bearer) +", "");
        }
        return Optional.ofNullable(secret).map(text -> new PresentedSecret(hash(text)));
    }

    /** Looks up whose it is; each is compared in full, so that the time tells nothing. */
    public <T> Optional<T> in(Map<String, T> bySecret) {
        Optional<T> found = Optional.empty();
        for (Map.Entry<String, T> each : bySecret.entrySet()) {
            if (MessageDigest.isEqual(hash, hash(each.getKey()))) {
                found = Optional.of(each.getValue());
            }
        }
        return found;
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
