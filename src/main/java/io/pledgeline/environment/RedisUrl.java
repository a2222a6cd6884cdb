package io.pledgeline.environment;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Says where Redis is: {@code redis://[user:password@]host[:port][/database]}, {@code rediss://} with TLS. */
@ConfigurationProperties("redis")
public record RedisUrl(@Nullable String url) {

    public RedisUrl {
        url = Setting.required("REDIS_URL", url);
        Setting.url("REDIS_URL", url, Set.of("redis", "rediss"));
    }

    @Override
    public String toString() {
        return "RedisUrl[…]";
    }
}
