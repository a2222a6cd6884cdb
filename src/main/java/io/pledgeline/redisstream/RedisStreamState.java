package io.pledgeline.redisstream;

import java.time.Duration;
import java.util.List;

/**
 * What a group has to do at one moment.
 *
 * @param depth entries of the stream, which holds only unacknowledged ones
 * @param pending delivered and not acknowledged
 * @param oldest age of the oldest entry, zero if there is none
 * @param dead entries of the dead letter stream
 * @param groupPresent whether the group exists
 * @param consumers threads of all processes that hold a message or have asked for one lately
 */
record RedisStreamState(long depth, long pending, Duration oldest, long dead, boolean groupPresent, long consumers) {

    /** Reads the answer of {@code state.lua}. */
    static RedisStreamState of(List<Long> numbers) {
        return new RedisStreamState(
                numbers.get(0),
                numbers.get(1),
                Duration.ofMillis(numbers.get(2)),
                numbers.get(3),
                numbers.get(4) == 1,
                numbers.get(5));
    }

    /** Not delivered yet; counted here because Redis 6.2 does not know it. */
    long lag() {
        return Math.max(depth - pending, 0);
    }
}
