package io.pledgeline.redisstream;

import java.time.Duration;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/**
 * A queue on a Redis stream: {@code redis-stream:<stream>?group=<group>}.
 *
 * <p>A producer adds the body as text. Consumers of one group share the messages; each is acknowledged and removed once
 * its exchange ended without an exception. One that failed, or whose process died, is delivered again after
 * {@code claimIdle}, to any consumer; after {@code maxDeliveries} it moves to the dead letter stream with the fields
 * {@code body}, {@code id} and {@code deliveries}. So a message may arrive twice, and a stream has exactly one group.
 *
 * <table>
 * <caption>Options</caption>
 * <tr><th>option</th><th>default</th><th>meaning</th></tr>
 * <tr><td>group</td><td></td><td>consumer: the group, created with the stream, from its start (required)</td></tr>
 * <tr><td>concurrentConsumers</td><td>1</td><td>consumer: threads; each holds one message and one connection</td></tr>
 * <tr><td>blockTimeout</td><td>2s</td><td>consumer: how long one read, and so an idle stop, waits</td></tr>
 * <tr><td>claimIdle</td><td>60s</td><td>consumer: a message that nobody kept alive for so long is delivered again; a
 * running exchange is kept alive however long it takes</td></tr>
 * <tr><td>maxDeliveries</td><td>10</td><td>consumer: deliveries before the dead letter stream; 0 is no limit</td></tr>
 * <tr><td>deadLetter</td><td>&lt;stream&gt;:dead</td><td>consumer: the dead letter stream; nothing trims it</td></tr>
 * <tr><td>timeout</td><td>1s</td><td>producer: fails after this time, whatever the state of Redis</td></tr>
 * </table>
 *
 * <p>Durations are {@code 500} (milliseconds), {@code 2s}, {@code 1m} or {@code PT2S}. The message's id, stream and
 * deliveries are headers, see {@link RedisStreamConstants}.
 */
@UriEndpoint(
        firstVersion = "4.17.0",
        scheme = "redis-stream",
        title = "Redis Stream",
        syntax = "redis-stream:stream",
        category = {Category.MESSAGING},
        headersClass = RedisStreamConstants.class)
public class RedisStreamEndpoint extends DefaultEndpoint {

    @UriPath(description = "Key of the stream")
    @Metadata(required = true)
    private final String stream;

    @UriParam(label = "consumer", description = "Consumer group")
    private @Nullable String group;

    @UriParam(label = "consumer", defaultValue = "1", description = "Threads, each of which works on one message")
    private int concurrentConsumers = 1;

    @UriParam(label = "consumer", defaultValue = "2s", description = "How long one read waits for a message")
    private Duration blockTimeout = Duration.ofSeconds(2);

    @UriParam(label = "consumer", defaultValue = "60s", description = "Idle time after which a message is claimed")
    private Duration claimIdle = Duration.ofSeconds(60);

    @UriParam(label = "consumer", defaultValue = "10", description = "Deliveries before the dead letter stream")
    private int maxDeliveries = 10;

    @UriParam(label = "consumer", description = "Key of the dead letter stream, <stream>:dead by default")
    private @Nullable String deadLetter;

    @UriParam(label = "producer", defaultValue = "1s", description = "Time after which sending fails")
    private Duration timeout = Duration.ofSeconds(1);

    RedisStreamEndpoint(String uri, RedisStreamComponent component, String stream) {
        super(uri, component);
        this.stream = stream;
    }

    @Override
    public RedisStreamComponent getComponent() {
        return (RedisStreamComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        return new RedisStreamProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        StringHelper.notEmpty(group, "group");
        RedisStreamConsumer consumer = new RedisStreamConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    RedisStreamGroup consumerGroup() {
        return new RedisStreamGroup(
                getComponent().getRedisson(), stream, StringHelper.notEmpty(group, "group"), getDeadLetter());
    }

    public String getStream() {
        return stream;
    }

    public @Nullable String getGroup() {
        return group;
    }

    public void setGroup(String group) {
        this.group = group;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        if (concurrentConsumers < 1) {
            throw new IllegalArgumentException("concurrentConsumers must be at least 1");
        }
        this.concurrentConsumers = concurrentConsumers;
    }

    public Duration getBlockTimeout() {
        return blockTimeout;
    }

    public void setBlockTimeout(Duration blockTimeout) {
        this.blockTimeout = positive(blockTimeout, "blockTimeout");
    }

    public Duration getClaimIdle() {
        return claimIdle;
    }

    public void setClaimIdle(Duration claimIdle) {
        this.claimIdle = positive(claimIdle, "claimIdle");
    }

    public int getMaxDeliveries() {
        return maxDeliveries;
    }

    public void setMaxDeliveries(int maxDeliveries) {
        this.maxDeliveries = maxDeliveries;
    }

    public String getDeadLetter() {
        return deadLetter == null ? deadLetterOf(stream) : deadLetter;
    }

    static String deadLetterOf(String stream) {
        return stream + ":dead";
    }

    public void setDeadLetter(String deadLetter) {
        this.deadLetter = deadLetter;
    }

    public Duration getTimeout() {
        return timeout;
    }

    public void setTimeout(Duration timeout) {
        this.timeout = positive(timeout, "timeout");
    }

    private static Duration positive(Duration duration, String option) {
        // BLOCK 0 would wait for ever, and shorter than a millisecond becomes 0.
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException(option + " must be at least 1 ms");
        }
        return duration;
    }
}
