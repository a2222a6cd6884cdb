package io.pledgeline.http;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Logs an exception once, under an id, without any value of the request.
 *
 * <p>The id travels with the exception itself, because a split or a wire tap has other exchanges than its caller.
 */
@Component
class Incidents {

    private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The id under which this exception is in the log, where it is written now unless it was already. */
    String log(Throwable failure, String where) {
        Optional<Mark> mark = Causes.of(failure).stream()
                .flatMap(cause -> Arrays.stream(cause.getSuppressed()))
                .filter(Mark.class::isInstance)
                .map(Mark.class::cast)
                .filter(Mark::isFresh)
                .findFirst();
        if (mark.isPresent()) {
            return mark.get().id;
        }
        byte[] random = new byte[6];
        RANDOM.nextBytes(random);
        String id = HexFormat.of().formatHex(random);
        LOG.error("Incident {} in {}", id, where, RedactedException.of(failure));
        Causes.of(failure).forEach(cause -> cause.addSuppressed(new Mark(id)));
        return id;
    }

    /** Marks an exception as logged. */
    private static final class Mark extends RuntimeException {
        private final String id;
        private final Instant until = Instant.now().plus(FRESH);

        Mark(String id) {
            super("incident " + id, null, false, false);
            this.id = id;
        }

        /** Some libraries throw one and the same exception for ever. */
        boolean isFresh() {
            return Instant.now().isBefore(until);
        }
    }
}
