package io.pledgeline.redisstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a group has to do at one moment, and who does it.
 *
 * @param depth messages that are not done
 * @param pending those that consumers have
 * @param lag those that no consumer has yet
 * @param oldest age of the oldest message, zero if there is none
 * @param dead entries of the dead letter stream
 * @param consumers all that are known, also of processes that have died not long ago
 */
public record RedisStreamActivity(
        long depth, long pending, long lag, Duration oldest, long dead, List<Consumer> consumers) {

    /**
     * A thread, or a process with its threads.
     *
     * @param process whose it is
     * @param pending messages that it has
     * @param idle since it was last seen
     */
    public record Consumer(String process, long pending, Duration idle) {}

    static RedisStreamActivity of(RedisStreamState state, List<Object> consumers) {
        List<Consumer> read = new ArrayList<>();
        for (int i = 0; i + 2 < consumers.size(); i += 3) {
            String process = consumers.get(i).toString().split("-", 2)[0];
            long pending = (Long) consumers.get(i + 1);
            read.add(new Consumer(process, pending, Duration.ofMillis((Long) consumers.get(i + 2))));
        }
        return new RedisStreamActivity(state.depth(), state.pending(), state.lag(), state.oldest(), state.dead(), read);
    }
}
