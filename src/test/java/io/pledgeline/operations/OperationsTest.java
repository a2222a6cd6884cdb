package io.pledgeline.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.jobs.RunningJobs;
import io.pledgeline.redisstream.RedisStreamComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

class OperationsTest extends RunningJobs {

    @Autowired
    CamelContext camel;

    @Autowired
    Environment environment;

    @Test
    void theQueuesOfTheInstallationAndItsWorkersAreTold() throws Exception {
        String key = newKey();
        JsonNode seen = await().until(
                        () -> operations(key),
                        answer -> answer.get("workers")
                                .valueStream()
                                .anyMatch(worker -> worker.get("queues").size() == 6
                                        && worker.get("idleSeconds").asInt() < 10));
        assertThat(seen.get("queuesReachable").asBoolean()).isTrue();
        assertThat(seen.get("queues").findValuesAsText("name"))
                .containsExactly("split", "load", "analysis", "ai", "undo", "erase");
        for (JsonNode queue : seen.get("queues")) {
            assertThat(queue.properties())
                    .extracting(field -> field.getKey())
                    .containsExactly("name", "depth", "pending", "lag", "oldestSeconds", "dead", "consumers");
            assertThat(queue.get("consumers").asInt()).isPositive();
            assertThat(queue.get("depth").asInt())
                    .isEqualTo(queue.get("pending").asInt() + queue.get("lag").asInt());
        }
        assertThat(seen.get("failedChunks").toString()).isEqualTo("{\"items\":[],\"total\":0}");
    }

    @Test
    void failedChunksOfTheMerchantAloneAreListedUntilTheyAreRetried() throws Exception {
        String key = newKey();
        String other = newKey();
        String job = upload(key, "filename=spring.csv&campaign=moon", file(250));
        awaitStatus(key, job, "COMPLETED");
        failChunk(job, 2);

        JsonNode failed = operations(key).get("failedChunks");
        assertThat(failed.get("total").asInt()).isEqualTo(1);
        JsonNode chunk = failed.at("/items/0");
        List<String> fields = new ArrayList<>();
        chunk.fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .containsExactly(
                        "jobId",
                        "filename",
                        "campaign",
                        "number",
                        "firstRow",
                        "rows",
                        "error",
                        "finishedAt",
                        "retryable");
        assertThat(chunk.get("jobId").asText()).isEqualTo(job);
        assertThat(chunk.get("filename").asText()).isEqualTo("spring.csv");
        assertThat(chunk.get("campaign").asText()).isEqualTo("moon");
        assertThat(chunk.get("firstRow").asInt()).isEqualTo(102);
        assertThat(chunk.at("/error/detail").asText()).isEqualTo("The disk was full.");
        assertThat(chunk.get("retryable").asBoolean()).isTrue();
        assertThat(operations(other).at("/failedChunks/total").asInt()).isZero();

        assertThat(call(key, "POST", "/api/jobs/" + job + "/retry", null).statusCode())
                .isEqualTo(202);
        awaitStatus(key, job, "COMPLETED");
        assertThat(operations(key).at("/failedChunks/total").asInt()).isZero();
    }

    @Test
    void withoutRedisThereAreNoFiguresAndNobodyWaitsForThem() throws Exception {
        Config nowhere = new Config().setLazyInitialization(true);
        nowhere.useSingleServer()
                .setAddress("redis://localhost:1")
                .setConnectionMinimumIdleSize(0)
                .setConnectTimeout(2000);
        RedissonClient away = Redisson.create(nowhere);
        try (RedisStreamComponent streams = new RedisStreamComponent()) {
            streams.setCamelContext(camel);
            streams.setRedisson(away);
            streams.start();
            assertThat(new QueueFigures(streams, environment, json).read())
                    .isEqualTo("{\"queuesReachable\":false,\"queues\":null,\"workers\":null}");
        } finally {
            away.shutdown(Duration.ZERO.toMillis(), 1000, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
    }

    private JsonNode operations(String key) throws Exception {
        return tree(call(key, "GET", "/api/operations", null));
    }
}
