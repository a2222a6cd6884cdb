package io.pledgeline.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks the application over HTTP, and knows which answers may be others the next time. */
final class Api {

    /** Something that is tried again when it fails in a way that may pass. */
    interface Attempt<T> {
        /** @throws IOException what may pass */
        T make() throws IOException, InterruptedException;
    }

    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    // What is no fault of the request, and what an upload in parts meets that was given up meanwhile.
    private static final Set<String> PASSING = Set.of("IN_PROGRESS", "PARTS_MISSING", "PARTS_CHANGED", "NOT_FOUND");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger requests = new AtomicInteger();
    private final Cluster cluster;
    private final long end;

    /**
     * @param patience after which asking in vain fails
     */
    Api(Cluster cluster, Duration patience) {
        this.cluster = cluster;
        this.end = System.nanoTime() + patience.toNanos();
    }

    /** Requests that were needed so far. */
    int requests() {
        return requests.get();
    }

    void countRequest() {
        requests.incrementAndGet();
    }

    HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(cluster.base().resolve(path)).header("Authorization", "Bearer " + key);
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        countRequest();
        return http.send(request.timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Reads the answer to a request, as {@link #accepted} does. */
    JsonNode ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(request);
        return accepted(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
    }

    /**
     * Reads an answer.
     *
     * @throws IOException if it may be another one the next time
     * @throws IllegalStateException if it may not
     */
    static JsonNode accepted(int status, String body) throws IOException {
        JsonNode answer = JSON.readTree(body);
        String code = answer.path("code").asText();
        if (status < 300) {
            return answer;
        }
        boolean mayPass = status >= 500 || status == 429 || status == 408 || PASSING.contains(code);
        if (!mayPass || code.equals("INTERNAL_ERROR")) {
            throw new IllegalStateException("Refused: " + status + " " + body);
        }
        throw new IOException(status + " " + code);
    }

    /** Tries until it succeeds, or fails in a way that does not pass. */
    <T> T again(String what, Attempt<T> attempt) throws InterruptedException {
        String last = "nothing";
        while (System.nanoTime() < end) {
            try {
                return attempt.make();
            } catch (IOException e) {
                last = e.toString();
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        throw new IllegalStateException(what + " was never accepted; at last: " + last);
    }
}
