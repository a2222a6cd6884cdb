package io.pledgeline.redisstream;

import static io.pledgeline.redisstream.StreamProcess.FAST;
import static io.pledgeline.redisstream.StreamProcess.GROUP;
import static io.pledgeline.redisstream.StreamProcess.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.RedissonClient;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RedisStreamOutageTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private final RedisServerOnFreePort redis = new RedisServerOnFreePort();
    private final StreamProcess process = StreamProcess.on(redis);

    @AfterEach
    void close() {
        process.close();
        redis.close();
    }

    @Test
    void startsWhileRedisIsAwayAndConsumesOnceItIsThere() throws Exception {
        process.consume(FAST, StreamProcess::nothing);

        redis.start();

        await().atMost(SOON).until(() -> sent("first") && process.done.contains("first"));
    }

    @Test
    void goesOnAfterTheDatabaseWasFlushed() throws Exception {
        redis.start();
        process.consume(FAST, StreamProcess::nothing);
        process.send("before");
        await().atMost(SOON).until(() -> process.done.contains("before"));

        redis.keys().flushall();
        process.send("after");

        await().atMost(SOON).until(() -> process.done.contains("after"));
    }

    @Test
    void goesOnAfterRedisWasStoppedAndStartedAgainAndSaysSoOnce(CapturedOutput output) throws Exception {
        redis.start();
        process.consume(FAST + "&concurrentConsumers=3", StreamProcess::nothing);
        process.send("before");
        await().atMost(SOON).until(() -> process.done.contains("before"));

        redis.stop();
        await().atMost(SOON).until(() -> output.getAll().contains("cannot be read"));
        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> count(output, "cannot be read") == 1);
        redis.start();

        await().atMost(SOON).until(() -> sent("after") && process.done.contains("after"));
        await().atMost(SOON).until(() -> count(output, "is read again") == 1);
        assertThat(count(output, "cannot be read")).isEqualTo(1);
    }

    @Test
    void acknowledgesWhatEndedWhileRedisWasAwayOnceItIsBack() throws Exception {
        redis.start();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        process.consume(FAST, exchange -> {
            begun.countDown();
            end.await(20, TimeUnit.SECONDS);
        });
        process.send("long");
        begun.await(10, TimeUnit.SECONDS);

        redis.stop();
        end.countDown();
        await().atMost(SOON).until(() -> process.done.equals(List.of("long")));
        redis.start();

        await().atMost(SOON).until(() -> sent("next") && process.done.contains("next"));
        await().atMost(SOON).until(() -> redis.pending(STREAM, GROUP) == 0);
    }

    @Test
    void sendingFailsInTimeWithoutTellingTheBody() {
        long start = System.nanoTime();

        assertThatThrownBy(() -> process.request("?timeout=700", "Jane Doe"))
                .isInstanceOf(CamelExecutionException.class)
                .satisfies(e -> assertThat(e.getCause()).hasMessageNotContaining("Jane"));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void sendingThatTimesOutWhileConnectingDoesNotSpoilTheClient() {
        redis.start();

        for (int i = 0; i < 5; i++) {
            sent("?timeout=1", "in vain");
        }

        await().atMost(SOON).until(() -> sent("", "in time"));
    }

    @Test
    void stopsWhileRedisIsAway() throws Exception {
        process.consume(FAST, StreamProcess::nothing);
        long start = System.nanoTime();

        process.camel.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("Camel (" + process.camel.getName() + ")")
                        && name.contains("RedisStreamConsumer"));
    }

    @Test
    void gaugesShowWhatIsThereAndNothingWithoutRedis() throws Exception {
        redis.start();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        process.camel.getComponent("redis-stream", RedisStreamComponent.class).setMeterRegistry(meters);
        CountDownLatch end = new CountDownLatch(1);
        redis.command("XADD", STREAM + ":dead", "*", "body", "dead");
        redis.command("XADD", STREAM, "1000-1", "body", "old");
        process.consume("&blockTimeout=200", exchange -> end.await(20, TimeUnit.SECONDS));
        process.send("two");
        process.send("three");

        await().atMost(SOON).until(() -> gauge(meters, "pending") == 1 && gauge(meters, "depth") == 3);
        assertThat(gauge(meters, "lag")).isEqualTo(2);
        assertThat(gauge(meters, "dead")).isEqualTo(1);
        assertThat(gauge(meters, "oldest.age.seconds")).isGreaterThan(1_000_000_000.0);
        end.countDown();
        await().atMost(SOON).until(() -> gauge(meters, "depth") == 0 && gauge(meters, "oldest.age.seconds") == 0);
        redis.stop();
        await().atMost(SOON).until(() -> Double.isNaN(gauge(meters, "depth")));
        process.camel.stop();
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void healthIsDownWithoutRedisAndUpAgainWithIt() throws Exception {
        redis.start();
        process.consume(FAST, StreamProcess::nothing);
        RedisHealth health = new RedisHealth(
                process.camel.getRegistry().findSingleByType(RedissonClient.class),
                process.camel.getComponent("redis-stream", RedisStreamComponent.class));

        await().atMost(SOON).until(() -> health.health().getStatus() == Status.UP);
        redis.stop();
        await().atMost(SOON).until(() -> health.health().getStatus() == Status.DOWN);
        redis.start();
        await().atMost(SOON).until(() -> health.health().getStatus() == Status.UP);
        assertThat(health.health().getDetails()).containsEntry(STREAM, "consumed");
    }

    private boolean sent(String body) {
        return sent("", body);
    }

    private boolean sent(String options, String body) {
        try {
            process.request(options, body);
            return true;
        } catch (CamelExecutionException e) {
            return false;
        }
    }

    private static int count(CapturedOutput output, String words) {
        return output.getAll().split(words, -1).length - 1;
    }

    private static double gauge(SimpleMeterRegistry meters, String name) {
        return meters.get("pledgeline.queue." + name)
                .tag("stream", STREAM)
                .gauge()
                .value();
    }
}
