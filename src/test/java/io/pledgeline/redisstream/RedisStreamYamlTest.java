package io.pledgeline.redisstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

class RedisStreamYamlTest {

    private static final String ROUTE = """
        - route:
            id: load
            from:
              uri: %s
              parameters:
                %s
                group: workers
                concurrentConsumers: 3
                claimIdle: 90s
              steps:
                - to: "redis-stream:next?timeout=2s"
        """;

    @Test
    void aRouteNamesTheStreamInItsUri() throws Exception {
        assertThat(endpointOf("redis-stream:chunks", "blockTimeout: 2s")).isEqualTo("chunks");
    }

    @Test
    void aRouteNamesTheStreamAsAParameterAsTheDesignerDoes() throws Exception {
        assertThat(endpointOf("redis-stream", "stream: chunks")).isEqualTo("chunks");
    }

    private static String endpointOf(String uri, String parameter) throws Exception {
        try (RedisServerOnFreePort redis = new RedisServerOnFreePort().start();
                StreamProcess process = StreamProcess.on(redis)) {
            DefaultCamelContext camel = process.camel;
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.fromString("load.yaml", ROUTE.formatted(uri, parameter)));
            camel.start();

            RedisStreamEndpoint endpoint =
                    (RedisStreamEndpoint) camel.getRoute("load").getEndpoint();
            assertThat(endpoint.getConcurrentConsumers()).isEqualTo(3);
            assertThat(endpoint.getClaimIdle()).isEqualTo(Duration.ofSeconds(90));
            assertThat(endpoint.getGroup()).isEqualTo("workers");
            assertThat(endpoint.getDeadLetter()).isEqualTo("chunks:dead");
            return endpoint.getStream();
        }
    }
}
