package io.pledgeline.redisstream;

import io.pledgeline.servers.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.redisson.Redisson;
import org.redisson.api.RKeys;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/** A real Redis that keeps nothing on disk, with a client beside the one under test. */
final class RedisServerOnFreePort implements AutoCloseable {

    private final int port = Ports.free();
    private RedisServer server;
    private final RedissonClient redisson = newClient();

    RedisServerOnFreePort start() {
        try {
            server = RedisServer.newRedisServer()
                    .executableProvider(executable())
                    .port(port)
                    .setting("save \"\"")
                    .build();
            server.start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        try {
            if (server != null) {
                server.stop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client as the application makes it. */
    RedissonClient newClient() {
        return Redisson.create(new RedisConnection("redis://localhost:" + port, 64).toConfig());
    }

    int port() {
        return port;
    }

    RKeys keys() {
        return redisson.getKeys();
    }

    /** Runs any command as redis-cli does. */
    @SuppressWarnings("unchecked")
    <T> T command(String... words) {
        return (T) redisson.getScript(StringCodec.INSTANCE)
                .eval(
                        RScript.Mode.READ_WRITE,
                        "return redis.call(unpack(ARGV))",
                        RScript.ReturnType.MULTI,
                        List.of(),
                        (Object[]) words);
    }

    long number(String... words) {
        Long number = redisson.getScript(StringCodec.INSTANCE)
                .eval(
                        RScript.Mode.READ_WRITE,
                        "return redis.call(unpack(ARGV))",
                        RScript.ReturnType.INTEGER,
                        List.of(),
                        (Object[]) words);
        return number;
    }

    /** Messages that a consumer of the group has. */
    long pending(String stream, String group) {
        List<Object> summary = command("XPENDING", stream, group);
        return (Long) summary.get(0);
    }

    @Override
    public void close() {
        redisson.shutdown();
        stop();
    }

    /** The embedded Redis, or another server such as Valkey that {@code -Dredis.executable} names. */
    private static ExecutableProvider executable() {
        String other = System.getProperty("redis.executable");
        return other == null ? ExecutableProvider.newJarResourceProvider() : () -> new File(other);
    }
}
