package io.pledgeline.access;

import io.pledgeline.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Bounds how often one address may try a wrong key on one process: each try asks the database. */
@Component
class FailedSignIns {

    private static final RequestLimits LIMITS = new RequestLimits(1, 10);

    private final RequestRates rates = new RequestRates(LIMITS);

    /** @throws ProblemException 429 when too many have failed */
    void check(String address) {
        if (rates.isSpent(bucket(address))) {
            throw new ProblemException(
                    429,
                    "RATE_LIMITED",
                    "Too many sign-ins have failed. Please wait a moment.",
                    Duration.ofSeconds(LIMITS.period().toSeconds()));
        }
    }

    void note(String address) {
        try {
            rates.take(bucket(address));
        } catch (ProblemException spent) {
            // The next one is turned away before its key is looked up.
        }
    }

    private static UUID bucket(String address) {
        return UUID.nameUUIDFromBytes(address.getBytes(StandardCharsets.UTF_8));
    }
}
