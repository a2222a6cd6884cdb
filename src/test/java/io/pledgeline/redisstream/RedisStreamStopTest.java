package io.pledgeline.redisstream;

import static io.pledgeline.redisstream.StreamProcess.FAST;
import static io.pledgeline.redisstream.StreamProcess.GROUP;
import static io.pledgeline.redisstream.StreamProcess.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

class RedisStreamStopTest extends WithRunningRedis {

    @Test
    void aStopFinishesWhatIsInFlightAndTakesNothingNew() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        StreamProcess process = process().consume(FAST, exchange -> {
            begun.countDown();
            end.await(10, TimeUnit.SECONDS);
        });
        process.send("in flight");
        process.send("waiting");
        begun.await(10, TimeUnit.SECONDS);

        Thread stop = new Thread(process::close);
        stop.start();
        await().atMost(SOON).until(() -> process.camel.isStopping());
        await().during(Duration.ofMillis(500)).atMost(SOON).until(stop::isAlive);
        end.countDown();
        stop.join(10_000);

        assertThat(stop.isAlive()).isFalse();
        assertThat(process.done).containsExactly("in flight");
        assertThat(redis.number("XLEN", STREAM)).isEqualTo(1);
        assertThat(redis.pending(STREAM, GROUP)).isZero();
    }

    @Test
    void whatIsInFlightMayStillAddToAStreamThatItHasNotUsedBefore() throws Exception {
        StreamProcess process = process();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        process.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("redis-stream:" + STREAM + "?group=" + GROUP + FAST)
                        .process(exchange -> {
                            begun.countDown();
                            end.await(10, TimeUnit.SECONDS);
                        })
                        .toD("redis-stream:${body}");
            }
        });
        process.camel.start();
        process.send("next");
        begun.await(10, TimeUnit.SECONDS);

        Thread stop = new Thread(process::close);
        stop.start();
        await().atMost(SOON).until(() -> process.camel.isStopping());
        end.countDown();
        stop.join(10_000);

        assertThat(redis.number("XLEN", "next")).isEqualTo(1);
        assertThat(redis.number("XLEN", STREAM)).isZero();
    }

    @Test
    void theNamesOfAStoppedProcessLeaveTheGroup() throws Exception {
        CountDownLatch all = new CountDownLatch(3);
        StreamProcess process = process().consume(FAST + "&concurrentConsumers=3", exchange -> {
            all.countDown();
            all.await(10, TimeUnit.SECONDS);
        });
        IntStream.range(0, 3).forEach(i -> process.send("m" + i));
        await().atMost(SOON).until(() -> process.done.size() == 3);
        assertThat(consumers()).isEqualTo(3);

        process.close();

        assertThat(consumers()).isZero();
    }

    @Test
    void aSuspendedRouteTakesNothingUntilItIsResumed() throws Exception {
        StreamProcess process = process().consume(FAST, StreamProcess::nothing);
        process.camel.getRouteController().suspendRoute("consume");

        process.send("later");

        await().during(Duration.ofMillis(600)).atMost(SOON).until(process.done::isEmpty);
        process.camel.getRouteController().resumeRoute("consume");
        await().atMost(SOON).until(() -> process.done.equals(List.of("later")));
    }
}
