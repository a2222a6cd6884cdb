package io.pledgeline.redisstream;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Consumes a stream with as many threads as the endpoint says, and keeps what they work on alive. */
class RedisStreamConsumer extends DefaultConsumer implements ShutdownAware, Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStreamConsumer.class);

    private static final Duration SEEN_EVERY = Duration.ofSeconds(5);

    private final RedisStreamEndpoint endpoint;
    private final RedisStreamGroup group;
    private RedisStreamGate gate = new RedisStreamGate();
    private List<RedisStreamWorker> workers = List.of();
    private @Nullable ExecutorService threads;
    private @Nullable ScheduledExecutorService housekeeping;
    private @Nullable RedisStreamGauges gauges;

    RedisStreamConsumer(RedisStreamEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.group = endpoint.consumerGroup();
        setExceptionHandler(new RedisStreamExceptionHandler());
    }

    @Override
    public RedisStreamEndpoint getEndpoint() {
        return endpoint;
    }

    /** Routes a message; true if it ended well and so may be acknowledged. */
    boolean process(RedisStreamMessage message) {
        Exchange exchange = createExchange(false);
        try {
            Message in = exchange.getIn();
            in.setBody(message.body());
            in.setHeader(RedisStreamConstants.STREAM, group.stream());
            in.setHeader(RedisStreamConstants.MESSAGE_ID, message.id());
            in.setHeader(RedisStreamConstants.DELIVERIES, message.deliveries());
            try {
                getProcessor().process(exchange);
            } catch (Throwable e) {
                // Of any kind, because an error would otherwise end the thread and leave the stream unread.
                exchange.setException(e);
            }
            if (exchange.getException() != null) {
                handleException(
                        "Message " + message.id() + " of stream " + group.stream() + " failed at delivery "
                                + message.deliveries(),
                        exchange,
                        exchange.getException());
                return false;
            }
            return !exchange.isRollbackOnly();
        } finally {
            releaseExchange(exchange, false);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // A name of its own for each start, because what the former one still works on must not look like ours.
        String name = endpoint.getComponent().process() + "-" + UUID.randomUUID();
        RedisStreamGate newGate = new RedisStreamGate();
        gate = newGate;
        RedisStreamOutage outage = new RedisStreamOutage(group.stream());
        workers = IntStream.range(0, endpoint.getConcurrentConsumers())
                .mapToObj(i -> new RedisStreamWorker(name + "-" + i, this, group, newGate, outage))
                .toList();
        ExecutorServiceManager executors = endpoint.getCamelContext().getExecutorServiceManager();
        String threadName = "RedisStreamConsumer[" + group.stream() + "]";
        threads = executors.newFixedThreadPool(this, threadName, workers.size());
        workers.forEach(threads::execute);
        housekeeping = executors.newSingleThreadScheduledExecutor(this, threadName + "-keep");
        schedule(
                () -> workers.forEach(RedisStreamWorker::keepAlive),
                endpoint.getClaimIdle().dividedBy(3));
        schedule(() -> group.leave(longIdle(), ""), endpoint.getClaimIdle());
        schedule(() -> group.seen(endpoint.getComponent().process(), true), SEEN_EVERY);
        endpoint.getComponent().consumed().add(group);
        if (endpoint.getComponent().getMeterRegistry() != null) {
            gauges = new RedisStreamGauges(endpoint.getComponent().getMeterRegistry(), group);
        }
    }

    @Override
    protected void doSuspend() {
        gate.shut();
    }

    @Override
    protected void doResume() {
        gate.open();
    }

    @Override
    protected void doStop() throws Exception {
        gate.closeForGood();
        endpoint.getComponent().consumed().remove(group);
        if (gauges != null) {
            gauges.close();
        }
        ExecutorServiceManager executors = endpoint.getCamelContext().getExecutorServiceManager();
        if (threads != null) {
            ShutdownStrategy strategy = endpoint.getCamelContext().getShutdownStrategy();
            if (strategy.isForceShutdown()) {
                executors.shutdownNow(threads);
            } else {
                executors.shutdownGraceful(threads, strategy.getTimeUnit().toMillis(strategy.getTimeout()));
            }
        }
        // Only now, because what is in flight needs it.
        if (housekeeping != null) {
            executors.shutdownGraceful(housekeeping);
        }
        try {
            group.seen(endpoint.getComponent().process(), false);
            workers.forEach(RedisStreamWorker::leaveGroup);
        } catch (RuntimeException e) {
            // Not worth a word: other processes remove names that have been idle for long.
            LOG.debug("Consumers of stream {} stay in the group: {}", group.stream(), RedisFailure.describe(e));
        }
        super.doStop();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    /** Readers count too: the message of a read that has begun is still worked on. */
    @Override
    public int getPendingExchangesSize() {
        return gate.inside();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        gate.shut();
    }

    private void schedule(Runnable task, Duration interval) {
        Runnable safe = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                // The readers tell of an outage and create a missing group.
                LOG.debug("Stream {}: {}", group.stream(), RedisFailure.describe(e));
            }
        };
        long nanos = interval.toNanos();
        Objects.requireNonNull(housekeeping).scheduleWithFixedDelay(safe, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private Duration longIdle() {
        Duration claims = endpoint.getClaimIdle().multipliedBy(10);
        Duration reads = endpoint.getBlockTimeout().multipliedBy(5);
        return claims.compareTo(reads) > 0 ? claims : reads;
    }
}
