package io.pledgeline.redisstream;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Is up while Redis answers and each group that this process consumes exists. */
final class RedisHealth implements HealthIndicator {

    private final RedissonClient redisson;
    private final RedisStreamComponent component;

    RedisHealth(RedissonClient redisson, RedisStreamComponent component) {
        this.redisson = redisson;
        this.component = component;
    }

    @Override
    public Health health() {
        try {
            ping();
            Health.Builder health = Health.up();
            for (RedisStreamGroup group : component.consumed()) {
                RedisStreamState state = group.state();
                health.withDetail(group.stream(), state.groupPresent() ? "consumed" : "group missing");
                if (!state.groupPresent()) {
                    health.down();
                }
            }
            return health.build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.unknown().build();
        } catch (Exception e) {
            return Health.down().withDetail("error", RedisFailure.describe(e)).build();
        }
    }

    private void ping() throws Exception {
        RFuture<String> answer = redisson.getScript(StringCodec.INSTANCE)
                .evalAsync(RScript.Mode.READ_WRITE, "return redis.call('PING')", RScript.ReturnType.STATUS);
        try {
            answer.toCompletableFuture().get(1, SECONDS);
        } finally {
            answer.cancel(true);
        }
    }
}
