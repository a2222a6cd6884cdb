package io.pledgeline.redisstream;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.redisson.api.RedissonClient;

/** One process of the application: a Camel context with its own Redis client and a route that consumes a stream. */
final class StreamProcess implements AutoCloseable {

    static final String STREAM = "load";
    static final String GROUP = "workers";
    /** Short times, so that a test need not wait long. */
    static final String FAST = "&blockTimeout=200&claimIdle=600";

    final DefaultCamelContext camel = new DefaultCamelContext();
    final List<String> done = new CopyOnWriteArrayList<>();
    private final RedissonClient redisson;

    StreamProcess(RedisServerOnFreePort redis) {
        redisson = redis.newClient();
        camel.getRegistry().bind("redisson", redisson);
        camel.getShutdownStrategy().setTimeout(10);
    }

    static StreamProcess on(RedisServerOnFreePort redis) {
        return new StreamProcess(redis);
    }

    /** Begins to consume with the given work; the bodies of what ended well are in {@link #done}. */
    StreamProcess consume(String options, Processor work) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("redis-stream:" + STREAM + "?group=" + GROUP + options)
                        .routeId("consume")
                        .process(work)
                        .process(exchange -> done.add(exchange.getIn().getBody(String.class)));
            }
        });
        camel.start();
        return this;
    }

    void send(String body) {
        camel.createFluentProducerTemplate()
                .to("redis-stream:" + STREAM)
                .withBody(body)
                .send();
    }

    /** Sends and throws what the producer threw. */
    void request(String options, String body) {
        camel.start();
        camel.createProducerTemplate().sendBody("redis-stream:" + STREAM + options, body);
    }

    @Override
    public void close() {
        camel.stop();
        redisson.shutdown();
    }

    static void nothing(Exchange exchange) {}
}
