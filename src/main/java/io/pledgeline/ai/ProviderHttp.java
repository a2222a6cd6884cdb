package io.pledgeline.ai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends LangChain4j's requests.
 *
 * <p>Its own client loses the headers of an answer that is an error, and with them {@code Retry-After}; its model loses
 * the tokens of an answer that it cannot read. What the provider writes into an error may quote the request: it is
 * never part of an exception.
 */
final class ProviderHttp implements HttpClient {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429);

    /** Bytes; 50 rows with all they can say are a tenth of it. */
    private static final long LONGEST_ANSWER = 4 << 20;

    private final java.net.http.HttpClient client;
    private final Duration timeout;

    /** @param timeout of a call as a whole, its body included */
    ProviderHttp(Duration timeout) {
        this.timeout = timeout;
        // Not every server of a model takes the offer of HTTP/2 well.
        client = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout.compareTo(Duration.ofSeconds(10)) < 0 ? timeout : Duration.ofSeconds(10))
                .build();
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        HttpResponse<String> answer = send(request);
        int status = answer.statusCode();
        if (status >= 500 || PASSING.contains(status)) {
            throw new ProviderFault(
                    status,
                    "The provider answered with status " + status,
                    RetryAfter.of(answer.headers().firstValue("Retry-After").orElse(null), Clock.systemUTC()));
        }
        if (status != 200) {
            throw new ProviderRefusal(status);
        }
        requireCompletion(answer.body());
        return SuccessfulHttpResponse.builder()
                .statusCode(status)
                .headers(answer.headers().map())
                .body(answer.body())
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) {
        var builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .method(request.method().name(), java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(builder.build(), head -> new LimitedText(LONGEST_ANSWER));
        try {
            // A time-out of the request itself ends with the headers of the answer: a body that drips would go on for
            // ever.
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new ProviderFault(0, "The provider did not answer within " + timeout.toSeconds() + " s", null);
        } catch (ExecutionException e) {
            if (cause(e) instanceof UnusableAnswer unusable) {
                throw unusable;
            }
            String cause =
                    e.getCause() instanceof IOException io ? io.getClass().getSimpleName() : "another fault";
            throw new ProviderFault(0, "The connection to the provider failed: " + cause, null);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new ProviderFault(0, "The call was interrupted", null);
        }
    }

    /** The client wraps what a reader of the body says. */
    private static @Nullable Throwable cause(ExecutionException fault) {
        Throwable cause = fault.getCause();
        return cause instanceof IOException && cause.getCause() != null ? cause.getCause() : cause;
    }

    private static void requireCompletion(String body) {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UnusableAnswer("The answer is not JSON");
        }
        Long in = tokens(answer, "prompt_tokens");
        Long out = tokens(answer, "completion_tokens");
        JsonNode message = answer.path("choices").path(0).path("message");
        if (!message.path("refusal").asText("").isBlank()
                && !message.path("refusal").isNull()) {
            throw new UnusableAnswer("The model refuses to answer", in, out);
        }
        if (!message.path("content").isTextual()) {
            throw new UnusableAnswer("The answer holds no text", in, out);
        }
    }

    private static @Nullable Long tokens(JsonNode answer, String name) {
        JsonNode count = answer.path("usage").path(name);
        return count.canConvertToLong() ? (Long) count.asLong() : null;
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("Answers are not streamed");
    }
}
