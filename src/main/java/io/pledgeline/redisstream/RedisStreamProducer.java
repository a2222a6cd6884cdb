package io.pledgeline.redisstream;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.support.DefaultProducer;
import org.redisson.api.RFuture;
import org.redisson.api.RStream;
import org.redisson.api.StreamMessageId;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.client.codec.StringCodec;

/** Adds the body of each exchange as text to the stream, or fails within the endpoint's timeout. */
class RedisStreamProducer extends DefaultProducer {

    private final RedisStreamEndpoint endpoint;

    RedisStreamProducer(RedisStreamEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        String body = exchange.getMessage().getMandatoryBody(String.class);
        RStream<String, String> stream =
                endpoint.getComponent().getRedisson().getStream(endpoint.getStream(), StringCodec.INSTANCE);
        long timeout = endpoint.getTimeout().toMillis();
        // On a thread of its own, because even an asynchronous call waits for the client's first connection, and must
        // not
        // be interrupted meanwhile: Redisson 3.52 takes that for a success and is of no use from then on.
        CompletableFuture<RFuture<StreamMessageId>> begun = CompletableFuture.supplyAsync(
                () -> stream.addAsync(StreamAddArgs.entry(RedisStreamConstants.BODY_FIELD, body)),
                endpoint.getComponent().adding());
        try {
            begun.thenCompose(Function.identity()).get(timeout, MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ExchangeTimedOutException(exchange, timeout);
        } catch (ExecutionException e) {
            // Without its cause, whose message quotes the command and so the body.
            throw new CamelExchangeException(
                    "Not added to stream " + endpoint.getStream() + ": " + RedisFailure.describe(e), exchange);
        } finally {
            begun.thenAccept(added -> added.cancel(false));
        }
    }
}
