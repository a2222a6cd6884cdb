package io.pledgeline.redisstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.redisson.config.SingleServerConfig;
import org.springframework.boot.actuate.autoconfigure.health.HealthContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RedisConnectionTest {

    @Test
    void takesUserPasswordDatabaseAndTlsFromTheUrl() {
        SingleServerConfig server = new RedisConnection("rediss://jo:p%40ss+word@cache.example:6380/2", 7)
                .toConfig()
                .useSingleServer();

        assertThat(server.getAddress()).isEqualTo("rediss://cache.example:6380");
        assertThat(server.getUsername()).isEqualTo("jo");
        assertThat(server.getPassword()).isEqualTo("p@ss+word");
        assertThat(server.getDatabase()).isEqualTo(2);
        assertThat(server.getConnectionPoolSize()).isEqualTo(7);
    }

    @Test
    void needsNeitherUserNorPortNorPassword() {
        SingleServerConfig server =
                new RedisConnection("redis://:secret@cache", 7).toConfig().useSingleServer();

        assertThat(server.getAddress()).isEqualTo("redis://cache:6379");
        assertThat(server.getUsername()).isNull();
        assertThat(server.getPassword()).isEqualTo("secret");
    }

    @Test
    void neverTellsThePassword() {
        assertThat(new RedisConnection("redis://jo:secret@cache", 7).toString()).doesNotContain("secret");
        assertThatThrownBy(() -> new RedisConnection("http://jo:secret@cache", 7).toConfig())
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> new RedisConnection("redis://jo:secret @cache", 7).toConfig())
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void theApplicationStartsWithoutRedisAndTellsSoInItsHealth() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        CamelAutoConfiguration.class,
                        MetricsAutoConfiguration.class,
                        SimpleMetricsExportAutoConfiguration.class,
                        HealthContributorAutoConfiguration.class,
                        HealthEndpointAutoConfiguration.class))
                .withUserConfiguration(Properties.class, RedisStreamConfiguration.class)
                .withPropertyValues("redis.url=redis://localhost:1")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    RedisStreamComponent component = context.getBean(CamelContext.class)
                            .getComponent("redis-stream", RedisStreamComponent.class);
                    assertThat(component).isSameAs(context.getBean(RedisStreamComponent.class));
                    assertThat(component.getMeterRegistry()).isNotNull();
                    assertThat(context.getBean(HealthEndpoint.class)
                                    .healthForPath("redis")
                                    .getStatus())
                            .isEqualTo(Status.DOWN);
                });
    }

    @EnableConfigurationProperties(RedisConnection.class)
    static class Properties {}
}
