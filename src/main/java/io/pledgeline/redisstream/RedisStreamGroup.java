package io.pledgeline.redisstream;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RFuture;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.StreamMessageId;
import org.redisson.api.stream.StreamCreateGroupArgs;
import org.redisson.api.stream.StreamReadGroupArgs;
import org.redisson.client.RedisBusyException;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** A consumer group of a stream and what Redis can do for it. */
final class RedisStreamGroup {

    private static final Duration LATELY = Duration.ofSeconds(10);

    private final RedissonClient redisson;
    private final RStream<String, String> entries;
    private final String stream;
    private final String group;
    private final String deadLetter;

    RedisStreamGroup(RedissonClient redisson, String stream, String group, String deadLetter) {
        this.redisson = redisson;
        this.entries = redisson.getStream(stream, StringCodec.INSTANCE);
        this.stream = stream;
        this.group = group;
        this.deadLetter = deadLetter;
    }

    String stream() {
        return stream;
    }

    String group() {
        return group;
    }

    String deadLetter() {
        return deadLetter;
    }

    /** Creates the group, and the stream if need be, so that it sees every entry; false if another was faster. */
    boolean create() {
        try {
            entries.createGroup(
                    StreamCreateGroupArgs.name(group).id(StreamMessageId.ALL).makeStream());
            return true;
        } catch (RedisException e) {
            if (e instanceof RedisBusyException
                    || String.valueOf(e.getMessage()).contains("BUSYGROUP")) {
                return false;
            }
            throw e;
        }
    }

    /** Waits for one message that nobody got before. */
    @Nullable
    RedisStreamMessage read(String consumer, Duration wait) {
        Map<StreamMessageId, Map<String, String>> read;
        try {
            read = entries.readGroup(
                    group,
                    consumer,
                    StreamReadGroupArgs.neverDelivered().count(1).timeout(wait));
        } catch (ClassCastException e) {
            // Redisson's answer, an empty list, when the connection of a waiting read was lost.
            return null;
        }
        if (read == null || read.isEmpty()) {
            return null;
        }
        Map.Entry<StreamMessageId, Map<String, String>> entry =
                read.entrySet().iterator().next();
        String body = entry.getValue().getOrDefault(RedisStreamConstants.BODY_FIELD, "");
        return new RedisStreamMessage(entry.getKey().toString(), body, 1, false);
    }

    /** Takes over one message that was idle for too long; one that was delivered too often comes back as dead. */
    @Nullable
    RedisStreamMessage claim(String consumer, Duration idle, int maxDeliveries) {
        List<Object> claimed = RedisStreamScript.CLAIM.list(
                redisson, List.of(stream, deadLetter), group, consumer, idle.toMillis(), maxDeliveries);
        if (claimed == null || claimed.isEmpty()) {
            return null;
        }
        return new RedisStreamMessage(
                (String) claimed.get(0), (String) claimed.get(3), (Long) claimed.get(1), (Long) claimed.get(2) == 1);
    }

    void ack(String id) {
        RedisStreamScript.ACK.count(redisson, List.of(stream), group, id);
    }

    /** Says that the consumer still works on the message; false if it is no longer the consumer's. */
    boolean keep(String consumer, String id) {
        return RedisStreamScript.KEEP.count(redisson, List.of(stream), group, consumer, id) == 1;
    }

    /** Removes consumers without messages that have been idle for longer, and the given one; "" is none. */
    void leave(Duration idle, String consumer) {
        RedisStreamScript.LEAVE.count(redisson, List.of(stream), group, idle.toMillis(), consumer);
    }

    /** Notes, at once or later, that a process reads the stream, or does so no more. */
    void seen(String process, boolean isThere) {
        RedisStreamScript.SEEN.countLater(redisson, List.of(seen()), process, isThere ? 1 : 0);
    }

    private String seen() {
        return stream + ":seen";
    }

    /** Reads what the group has to do and who does it, at once or later. */
    CompletableFuture<RedisStreamActivity> activity() {
        return readState()
                .thenCombine(
                        RedisStreamScript.CONSUMERS.listLater(redisson, List.of(stream, seen()), group),
                        (state, consumers) -> RedisStreamActivity.of(RedisStreamState.of(state), consumers))
                .toCompletableFuture();
    }

    private RFuture<List<Long>> readState() {
        return RedisStreamScript.STATE.numbers(redisson, List.of(stream, deadLetter), group, LATELY.toMillis());
    }

    /** Reads what the group has to do; fails after a second. */
    RedisStreamState state() throws ExecutionException, TimeoutException, InterruptedException {
        RFuture<List<Long>> state = readState();
        try {
            return RedisStreamState.of(state.toCompletableFuture().get(1, SECONDS));
        } finally {
            state.cancel(true);
        }
    }
}
