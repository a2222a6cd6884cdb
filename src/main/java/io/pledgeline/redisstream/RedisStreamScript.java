package io.pledgeline.redisstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** The Lua scripts beside this class, each one step that must not be seen half done. */
enum RedisStreamScript {
    ACK,
    CLAIM,
    CONSUMERS,
    KEEP,
    LEAVE,
    SEEN,
    STATE;

    private final String source = read(name().toLowerCase(Locale.ROOT) + ".lua");

    /** Returns an integer. */
    long count(RedissonClient redisson, List<Object> keys, Object... arguments) {
        Long count = redisson.getScript(StringCodec.INSTANCE)
                .eval(RScript.Mode.READ_WRITE, source, RScript.ReturnType.INTEGER, keys, arguments);
        return count == null ? 0 : count;
    }

    /** Returns an integer at once or later. */
    RFuture<Long> countLater(RedissonClient redisson, List<Object> keys, Object... arguments) {
        return redisson.getScript(StringCodec.INSTANCE)
                .evalAsync(RScript.Mode.READ_WRITE, source, RScript.ReturnType.INTEGER, keys, arguments);
    }

    /** Returns a list of strings and {@link Long}s. */
    List<Object> list(RedissonClient redisson, List<Object> keys, Object... arguments) {
        return redisson.getScript(StringCodec.INSTANCE)
                .eval(RScript.Mode.READ_WRITE, source, RScript.ReturnType.MULTI, keys, arguments);
    }

    /** Returns a list of strings and {@link Long}s at once or later. */
    RFuture<List<Object>> listLater(RedissonClient redisson, List<Object> keys, Object... arguments) {
        return redisson.getScript(StringCodec.INSTANCE)
                .evalAsync(RScript.Mode.READ_WRITE, source, RScript.ReturnType.MULTI, keys, arguments);
    }

    /** Returns a list of {@link Long}s at once or later. */
    RFuture<List<Long>> numbers(RedissonClient redisson, List<Object> keys, Object... arguments) {
        return redisson.getScript(StringCodec.INSTANCE)
                .evalAsync(RScript.Mode.READ_WRITE, source, RScript.ReturnType.MULTI, keys, arguments);
    }

    private static String read(String name) {
        try (InputStream script = RedisStreamScript.class.getResourceAsStream(name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
