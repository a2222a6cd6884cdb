package io.pledgeline.redisstream;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.ToLongFunction;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

/** Makes {@code redis-stream:} endpoints that share one Redisson client. */
@Component("redis-stream")
public class RedisStreamComponent extends DefaultComponent {

    @Metadata(
            autowired = true,
            description = "The client of the server; its pool needs a connection for each consuming thread")
    private @Nullable RedissonClient redisson;

    @Metadata(label = "advanced", description = "Where the gauges of consumed streams are registered; none if unset")
    private @Nullable MeterRegistry meterRegistry;

    private @Nullable ExecutorService adding;

    private final String process = UUID.randomUUID().toString().substring(0, 8);
    private final Set<RedisStreamGroup> consumed = ConcurrentHashMap.newKeySet();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        StringHelper.notEmpty(remaining, "stream");
        RedisStreamEndpoint endpoint = new RedisStreamEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (redisson == null) {
            redisson = CamelContextHelper.findSingleByType(getCamelContext(), RedissonClient.class);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        adding = getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "RedisStreamProducer");
    }

    @Override
    protected void doStop() throws Exception {
        if (adding != null) {
            getCamelContext().getExecutorServiceManager().shutdownGraceful(adding);
            adding = null;
        }
        super.doStop();
    }

    /** The threads of all producers: a producer that is made while Camel stops is never started, but has to work. */
    Executor adding() {
        if (adding == null) {
            throw new IllegalStateException("redis-stream is not started");
        }
        return adding;
    }

    /** The groups that running consumers of this process read, for the health check. */
    Set<RedisStreamGroup> consumed() {
        return consumed;
    }

    /** This process in the names of its consumers: what they have in common. */
    String process() {
        return process;
    }

    /** What a group of a stream has to do, whoever consumes it, and who does; fails, at once or later, when Redis does. */
    public CompletableFuture<RedisStreamActivity> activity(String stream, String group) {
        // On another thread, because the first command of a client waits for its connection.
        return CompletableFuture.supplyAsync(
                        () -> new RedisStreamGroup(
                                getRedisson(), stream, group, RedisStreamEndpoint.deadLetterOf(stream)),
                        adding())
                .thenCompose(RedisStreamGroup::activity);
    }

    /** How many messages of a stream nobody has got yet; empty when this process does not consume it or Redis does not answer. */
    public OptionalLong waiting(String stream) {
        return tell(stream, RedisStreamState::lag);
    }

    /** How many threads of all processes consume a stream, empty likewise. */
    public OptionalLong consumers(String stream) {
        return tell(stream, RedisStreamState::consumers);
    }

    private OptionalLong tell(String stream, ToLongFunction<RedisStreamState> what) {
        for (RedisStreamGroup group : consumed) {
            if (group.stream().equals(stream)) {
                try {
                    return OptionalLong.of(what.applyAsLong(group.state()));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (ExecutionException | TimeoutException e) {
                    // The readers tell of an outage.
                }
            }
        }
        return OptionalLong.empty();
    }

    public RedissonClient getRedisson() {
        if (redisson == null) {
            throw new IllegalStateException("redis-stream needs one RedissonClient in the registry or as its option");
        }
        return redisson;
    }

    public void setRedisson(RedissonClient redisson) {
        this.redisson = redisson;
    }

    public @Nullable MeterRegistry getMeterRegistry() {
        return meterRegistry;
    }

    public void setMeterRegistry(@Nullable MeterRegistry meterRegistry) {
        this.meterRegistry = meterRegistry;
    }
}
