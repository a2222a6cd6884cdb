package io.pledgeline.redisstream;

import static io.pledgeline.redisstream.StreamProcess.FAST;
import static io.pledgeline.redisstream.StreamProcess.GROUP;
import static io.pledgeline.redisstream.StreamProcess.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedisStreamTest extends WithRunningRedis {

    @Test
    void deliversWhatWasAddedBeforeTheGroupExistedWithIdStreamAndDeliveriesAsHeaders() throws Exception {
        String id = redis.command("XADD", STREAM, "*", "body", "früh").toString();
        Map<String, Object> headers = new ConcurrentHashMap<>();

        StreamProcess process = process()
                .consume(FAST, exchange -> headers.putAll(exchange.getIn().getHeaders()));

        await().atMost(SOON).until(() -> process.done.equals(List.of("früh")));
        assertThat(headers)
                .containsEntry("CamelRedisStreamName", STREAM)
                .containsEntry("CamelRedisStreamDeliveries", 1L);
        assertThat(id).contains(headers.get("CamelRedisStreamMessageId").toString());
    }

    @Test
    void addsTheBodyAsTheOnlyField() {
        process().request("?timeout=5s", "chunk 7");

        assertThat(redis.<List<List<Object>>>command("XRANGE", STREAM, "-", "+"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.get(1)).isEqualTo(List.of("body", "chunk 7")));
    }

    @Test
    void competingConsumersShareTheMessagesAndEachIsProcessedOnce() throws Exception {
        StreamProcess one = process().consume(FAST + "&concurrentConsumers=2", StreamProcess::nothing);
        StreamProcess two = process().consume(FAST + "&concurrentConsumers=2", StreamProcess::nothing);
        List<String> sent = IntStream.range(0, 400).mapToObj(Integer::toString).toList();

        sent.forEach(one::send);

        await().atMost(SOON).until(() -> one.done.size() + two.done.size() >= sent.size());
        List<String> done = new ArrayList<>(one.done);
        done.addAll(two.done);
        assertThat(done).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(one.done).isNotEmpty();
        assertThat(two.done).isNotEmpty();
    }

    @Test
    void aNewMessageArrivesWithinMillisecondsAtAWaitingConsumer() throws Exception {
        List<Long> latencies = new CopyOnWriteArrayList<>();
        StreamProcess process = process()
                .consume(
                        "",
                        exchange -> latencies.add(System.nanoTime()
                                - Long.parseLong(exchange.getIn().getBody(String.class))));

        for (int i = 1; i <= 50; i++) {
            int sent = i;
            process.send(Long.toString(System.nanoTime()));
            await().pollInterval(Duration.ofMillis(2)).atMost(SOON).until(() -> latencies.size() == sent);
        }

        assertThat(latencies.stream().sorted().toList().get(25)).isLessThan(TimeUnit.MILLISECONDS.toNanos(50));
    }

    @Test
    void acknowledgedEntriesLeaveTheStream() throws Exception {
        StreamProcess process = process().consume(FAST, StreamProcess::nothing);

        IntStream.range(0, 20).forEach(i -> process.send("m" + i));

        await().atMost(SOON).until(() -> process.done.size() == 20 && redis.number("XLEN", STREAM) == 0);
        assertThat(redis.pending(STREAM, GROUP)).isZero();
    }

    @Test
    void neverHoldsMoreThanItWorksOn() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger working = new AtomicInteger();
        StreamProcess process = process().consume(FAST + "&concurrentConsumers=3", exchange -> {
            working.incrementAndGet();
            go.await(10, TimeUnit.SECONDS);
        });

        IntStream.range(0, 30).forEach(i -> process.send("m" + i));

        await().atMost(SOON).until(() -> working.get() == 3);
        await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> redis.pending(STREAM, GROUP) == 3);
        go.countDown();
        await().atMost(SOON).until(() -> process.done.size() == 30);
        assertThat(working).hasValue(30);
    }
}
