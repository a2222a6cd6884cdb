package io.pledgeline.redisstream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread of a consumer: takes one message, has it processed, acknowledges it, takes the next. */
final class RedisStreamWorker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStreamWorker.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final String name;
    private final RedisStreamConsumer consumer;
    private final RedisStreamEndpoint endpoint;
    private final RedisStreamGroup group;
    private final RedisStreamGate gate;
    private final RedisStreamOutage outage;
    private Duration pause = FIRST_PAUSE;
    private long nextClaim = System.nanoTime();
    private volatile @Nullable RedisStreamMessage current;

    RedisStreamWorker(
            String name,
            RedisStreamConsumer consumer,
            RedisStreamGroup group,
            RedisStreamGate gate,
            RedisStreamOutage outage) {
        this.name = name;
        this.consumer = consumer;
        this.endpoint = consumer.getEndpoint();
        this.group = group;
        this.gate = gate;
        this.outage = outage;
    }

    @Override
    public void run() {
        while (gate.enter()) {
            try {
                RedisStreamMessage message = take();
                works();
                if (message != null) {
                    workOn(message);
                }
            } catch (Exception e) {
                recover(e);
            } finally {
                gate.leave();
            }
        }
    }

    /** Keeps the message in hand from being claimed by others. */
    void keepAlive() {
        RedisStreamMessage message = current;
        if (message != null && !group.keep(name, message.id()) && message.equals(current)) {
            LOG.warn("Message {} of stream {} is no longer ours while we work on it", message.id(), group.stream());
        }
    }

    /** Takes this consumer out of the group if it holds nothing. */
    void leaveGroup() {
        group.leave(Duration.ofDays(365), name);
    }

    private @Nullable RedisStreamMessage take() {
        if (System.nanoTime() - nextClaim >= 0) {
            RedisStreamMessage claimed = group.claim(name, endpoint.getClaimIdle(), endpoint.getMaxDeliveries());
            if (claimed == null) {
                // Only now: while there are messages to claim, the next turn claims the next one.
                nextClaim = System.nanoTime() + endpoint.getClaimIdle().toNanos() / 4;
            } else if (claimed.dead()) {
                LOG.error(
                        "Message {} of stream {} went to {} after {} deliveries",
                        claimed.id(),
                        group.stream(),
                        group.deadLetter(),
                        claimed.deliveries());
                return null;
            } else {
                return claimed;
            }
        }
        return group.read(name, endpoint.getBlockTimeout());
    }

    private void workOn(RedisStreamMessage message) {
        current = message;
        try {
            if (consumer.process(message)) {
                acknowledge(message);
            }
        } finally {
            current = null;
        }
    }

    private void acknowledge(RedisStreamMessage message) {
        do {
            try {
                group.ack(message.id());
                works();
                return;
            } catch (Exception e) {
                // Tried again, because a message that is done should not be done twice.
                if (!recover(e)) {
                    LOG.warn("Message {} of stream {} is done but not acknowledged", message.id(), group.stream());
                    return;
                }
            }
        } while (true);
    }

    private void works() {
        pause = FIRST_PAUSE;
        outage.over(name);
    }

    private void tell(Exception failure) {
        // Not the first time: one connection that has gone stale is no outage.
        if (pause.compareTo(FIRST_PAUSE) > 0) {
            outage.met(name, failure);
        } else {
            LOG.debug("Stream {}: {}", group.stream(), RedisFailure.describe(failure));
        }
    }

    /** Creates a missing group or waits a while; returns whether to go on. */
    private boolean recover(Exception failure) {
        try {
            if (RedisFailure.isGroupMissing(failure)) {
                if (group.create()) {
                    LOG.info("Created group {} of stream {}", group.group(), group.stream());
                }
                return true;
            }
            tell(failure);
        } catch (Exception e) {
            tell(e);
        }
        try {
            boolean open = gate.pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            return open;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
