package io.pledgeline.redisstream;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.EqualJitterDelay;
import org.redisson.config.SingleServerConfig;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Says where Redis is.
 *
 * @param url {@code redis://[user]:password@host:port/database}, or {@code rediss://} with TLS
 * @param connections most connections at once: one for each consuming thread, and some for all the rest
 */
@ConfigurationProperties("redis")
record RedisConnection(
        @DefaultValue("redis://localhost:6379") String url,
        @DefaultValue("64") int connections) {

    private static final Set<String> SCHEMES = Set.of("redis", "rediss", "valkey", "valkeys");

    /** Configures a client that connects when it is first used, not when it is made. */
    Config toConfig() {
        URI uri = parse();
        Config config = new Config().setLazyInitialization(true).setThreads(4).setNettyThreads(4);
        SingleServerConfig server = config.useSingleServer()
                .setAddress(uri.getScheme() + "://" + uri.getHost() + ":" + (uri.getPort() < 0 ? 6379 : uri.getPort()))
                .setDatabase(database(uri))
                .setConnectionPoolSize(connections)
                // None at first, so that a client made while Redis is away is like any other.
                .setConnectionMinimumIdleSize(0)
                .setSubscriptionConnectionMinimumIdleSize(0)
                .setConnectTimeout(2000)
                .setTimeout(3000)
                // Callers have their own patience; one more attempt is for a connection that has gone stale.
                .setRetryAttempts(1)
                .setRetryDelay(new ConstantDelay(Duration.ofMillis(500)))
                .setReconnectionDelay(new EqualJitterDelay(Duration.ofMillis(100), Duration.ofSeconds(2)));
        String user = uri.getRawUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            server.setUsername(decoded(colon < 0 ? user : user.substring(0, colon)));
            server.setPassword(colon < 0 ? null : decoded(user.substring(colon + 1)));
        }
        return config;
    }

    @Override
    public String toString() {
        // The URL holds the password.
        return "RedisConnection[connections=" + connections + "]";
    }

    private URI parse() {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && uri.getScheme() != null && SCHEMES.contains(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Not passed on, because its message quotes the URL and so the password.
        }
        throw new IllegalArgumentException("redis.url is not of the form redis://user:password@host:port");
    }

    private static int database(URI uri) {
        String path = uri.getPath();
        return path == null || path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
    }

    private static @Nullable String decoded(String part) {
        // A plus sign is itself in this part of a URL.
        return part.isEmpty() ? null : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
