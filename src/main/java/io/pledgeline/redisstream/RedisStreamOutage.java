package io.pledgeline.redisstream;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the beginning and the end of each time that Redis cannot be used, however many threads meet it. */
final class RedisStreamOutage {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStreamOutage.class);

    private final String stream;
    /** The end is the success of the last of them: some still hold a dead connection when the first goes on. */
    private final Set<String> failing = new HashSet<>();

    RedisStreamOutage(String stream) {
        this.stream = stream;
    }

    synchronized void met(String consumer, Throwable failure) {
        if (failing.add(consumer) && failing.size() == 1) {
            LOG.warn("Stream {} cannot be read, trying again until it can: {}", stream, RedisFailure.describe(failure));
        }
    }

    synchronized void over(String consumer) {
        if (failing.remove(consumer) && failing.isEmpty()) {
            LOG.info("Stream {} is read again", stream);
        }
    }
}
