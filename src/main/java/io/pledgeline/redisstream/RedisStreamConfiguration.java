package io.pledgeline.redisstream;

import io.micrometer.core.instrument.MeterRegistry;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the application to Redis, with component {@code redis-stream} and health check {@code redis}. */
@Configuration(proxyBeanMethods = false)
class RedisStreamConfiguration {

    @Bean(destroyMethod = "shutdown")
    RedissonClient redisson(RedisConnection connection) {
        return Redisson.create(connection.toConfig());
    }

    @Bean("redis-stream")
    RedisStreamComponent redisStreamComponent(RedissonClient redisson, ObjectProvider<MeterRegistry> meters) {
        RedisStreamComponent component = new RedisStreamComponent();
        component.setRedisson(redisson);
        component.setMeterRegistry(meters.getIfUnique());
        return component;
    }

    @Bean
    HealthIndicator redisHealthIndicator(RedissonClient redisson, RedisStreamComponent component) {
        return new RedisHealth(redisson, component);
    }
}
