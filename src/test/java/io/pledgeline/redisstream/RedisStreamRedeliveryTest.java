package io.pledgeline.redisstream;

import static io.pledgeline.redisstream.StreamProcess.FAST;
import static io.pledgeline.redisstream.StreamProcess.GROUP;
import static io.pledgeline.redisstream.StreamProcess.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RedisStreamRedeliveryTest extends WithRunningRedis {

    @Test
    void aMessageOfACrashedConsumerIsClaimedByAnother() throws Exception {
        redis.command("XGROUP", "CREATE", STREAM, GROUP, "0", "MKSTREAM");
        redis.command("XADD", STREAM, "*", "body", "orphan");
        redis.command("XREADGROUP", "GROUP", GROUP, "crashed", "COUNT", "1", "STREAMS", STREAM, ">");
        List<Object> deliveries = new CopyOnWriteArrayList<>();

        StreamProcess process = process()
                .consume(FAST, exchange -> deliveries.add(exchange.getIn().getHeader(RedisStreamConstants.DELIVERIES)));

        await().atMost(SOON).until(() -> process.done.equals(List.of("orphan")) && redis.number("XLEN", STREAM) == 0);
        assertThat(deliveries).containsExactly(2L);
    }

    @Test
    void theNameOfACrashedConsumerDisappearsOnceItHoldsNothing() throws Exception {
        redis.command("XGROUP", "CREATE", STREAM, GROUP, "0", "MKSTREAM");
        redis.command("XGROUP", "CREATECONSUMER", STREAM, GROUP, "crashed");

        process().consume("&blockTimeout=50&claimIdle=100", StreamProcess::nothing);

        await().atMost(SOON)
                .until(() -> !redis.command("XINFO", "CONSUMERS", STREAM, GROUP)
                        .toString()
                        .contains("crashed"));
    }

    @Test
    void aFailedMessageIsDeliveredAgainWhileOthersGoOn() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        StreamProcess process = process().consume(FAST, exchange -> {
            if (exchange.getIn().getBody(String.class).equals("shaky") && attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
            }
        });

        process.send("shaky");
        process.send("steady");

        await().atMost(SOON).until(() -> process.done.equals(List.of("steady", "shaky")));
    }

    @Test
    void aFailingMessageGoesToTheDeadLettersAfterItsLastDelivery() throws Exception {
        List<Object> deliveries = new CopyOnWriteArrayList<>();
        StreamProcess process = process().consume("&blockTimeout=50&claimIdle=100&maxDeliveries=3", exchange -> {
            deliveries.add(exchange.getIn().getHeader(RedisStreamConstants.DELIVERIES));
            throw new IllegalStateException("poison");
        });

        process.send("bad");

        await().atMost(SOON).until(() -> redis.number("XLEN", STREAM + ":dead") == 1);
        assertThat(deliveries).containsExactly(1L, 2L, 3L);
        assertThat(redis.number("XLEN", STREAM)).isZero();
        assertThat(redis.pending(STREAM, GROUP)).isZero();
        assertThat(redis.command("XRANGE", STREAM + ":dead", "-", "+").toString())
                .contains("body, bad, id, ")
                .contains("deliveries, 3");
    }

    @Test
    void aPendingEntryThatSomeoneTrimmedDoesNotStopTheOthers() throws Exception {
        redis.command("XGROUP", "CREATE", STREAM, GROUP, "0", "MKSTREAM");
        redis.command("XADD", STREAM, "1-1", "body", "trimmed");
        redis.command("XADD", STREAM, "1-2", "body", "kept");
        redis.command("XREADGROUP", "GROUP", GROUP, "crashed", "COUNT", "2", "STREAMS", STREAM, ">");
        redis.number("XDEL", STREAM, "1-1");

        StreamProcess process = process().consume(FAST, StreamProcess::nothing);

        await().atMost(SOON).until(() -> process.done.equals(List.of("kept")) && redis.pending(STREAM, GROUP) == 0);
    }

    @Test
    void aLongExchangeIsNotClaimedWhileItsProcessLives() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        StreamProcess slow = process().consume(FAST, exchange -> {
            begun.incrementAndGet();
            end.await(10, TimeUnit.SECONDS);
        });
        slow.send("long");
        await().atMost(SOON).until(() -> begun.get() == 1);

        process().consume(FAST, exchange -> begun.incrementAndGet());

        // Three times claimIdle.
        await().during(Duration.ofMillis(1800)).atMost(SOON).until(() -> begun.get() == 1);
        end.countDown();
        await().atMost(SOON).until(() -> slow.done.equals(List.of("long")) && redis.number("XLEN", STREAM) == 0);
    }
}
