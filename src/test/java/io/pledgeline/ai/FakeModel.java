package io.pledgeline.ai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A provider with an OpenAI-compatible endpoint, which answers from the rows it is sent unless it is told otherwise. */
public final class FakeModel implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SENTENCE = Pattern.compile(
            "(Backer \\d+) <([^>]*)> gave (\\d+\\.\\d\\d) EUR on (\\d{4}-\\d\\d-\\d\\d) for (\\d+) x (\\w+)");

    /** One call as it came in. */
    public record Call(Instant at, JsonNode body, String authorization) {

        public JsonNode message() {
            return json(body.at("/messages/1/content").asText());
        }

        public List<JsonNode> rows() {
            List<JsonNode> rows = new ArrayList<>();
            message().path("rows").forEach(rows::add);
            return rows;
        }
    }

    /** What the provider does with a call. */
    public interface Behaviour {
        void answer(Call call, HttpExchange http) throws Exception;
    }

    private final HttpServer server;
    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile Behaviour behaviour = FakeModel::good;

    public FakeModel() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/v1/chat/completions", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    public List<Call> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /** The most calls that were answered at the same time. */
    public int most() {
        return most.get();
    }

    /** Forgets what was, and does this from now on. */
    public void does(Behaviour next) {
        behaviour = next;
        calls.clear();
        most.set(0);
    }

    private void handle(HttpExchange http) throws IOException {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            Call call = new Call(
                    Instant.now(),
                    JSON.readTree(http.getRequestBody()),
                    http.getRequestHeaders().getFirst("Authorization"));
            calls.add(call);
            behaviour.answer(call, http);
        } catch (Exception e) {
            // The connection is cut.
            throw new IOException(e);
        } finally {
            running.decrementAndGet();
            http.close();
        }
    }

    /** Answers each row with what its sentence says. */
    public static void good(Call call, HttpExchange http) throws IOException {
        complete(http, content(call).toString());
    }

    static ObjectNode content(Call call) {
        ObjectNode content = JSON.createObjectNode();
        ArrayNode rows = content.putArray("rows");
        call.rows().forEach(row -> rows.add(read(call, row)));
        return content;
    }

    static ObjectNode read(Call call, JsonNode row) {
        ObjectNode read = JSON.createObjectNode().put("id", row.get("id").asInt());
        JsonNode properties = call.body().at("/response_format/json_schema/schema/properties/rows/items/properties");
        properties.fieldNames().forEachRemaining(name -> {
            if (name.equals("items")) {
                read.putArray("items");
            } else if (!name.equals("id")) {
                read.putNull(name);
            }
        });
        Matcher says = SENTENCE.matcher(row.get("cells").toString());
        if (says.find()) {
            put(read, "backer_name", says.group(1));
            put(read, "backer_email", says.group(2));
            if (read.has("pledge_amount")) {
                read.put("pledge_amount", Double.parseDouble(says.group(3)));
            }
            put(read, "pledge_currency", "EUR");
            put(read, "pledge_pledgedAt", says.group(4));
            if (read.has("items")) {
                ((ArrayNode) read.get("items"))
                        .addObject()
                        .put("name", says.group(6))
                        .putNull("sku")
                        .put("quantity", Integer.parseInt(says.group(5)));
            }
        }
        return read;
    }

    private static void put(ObjectNode row, String name, String value) {
        if (row.has(name) && !value.isEmpty()) {
            row.put(name, value);
        }
    }

    public static void complete(HttpExchange http, String content) throws IOException {
        complete(http, content, "stop");
    }

    static void complete(HttpExchange http, String content, String finish) throws IOException {
        ObjectNode message = JSON.createObjectNode().put("role", "assistant").put("content", content);
        send(http, 200, completion(message, finish));
    }

    static void refuse(HttpExchange http) throws IOException {
        ObjectNode message = JSON.createObjectNode().put("role", "assistant").put("refusal", "I will not.");
        send(http, 200, completion(message.putNull("content"), "stop"));
    }

    private static String completion(ObjectNode message, String finish) {
        ObjectNode answer = JSON.createObjectNode()
                .put("id", "c")
                .put("object", "chat.completion")
                .put("model", "fake");
        answer.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", finish)
                .set("message", message);
        answer.putObject("usage")
                .put("prompt_tokens", 100)
                .put("completion_tokens", 10)
                .put("total_tokens", 110);
        return answer.toString();
    }

    static void send(HttpExchange http, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }

    static Behaviour failing(int status, String... retryAfter) {
        return (call, http) -> {
            for (String value : retryAfter) {
                http.getResponseHeaders().set("Retry-After", value);
            }
            send(http, status, "{\"error\": {\"message\": \"secret words of the provider\"}}");
        };
    }

    /** The behaviour for the first calls, then good ones. */
    static Behaviour first(int calls, Behaviour behaviour) {
        AtomicInteger count = new AtomicInteger();
        return (call, http) -> {
            if (count.incrementAndGet() <= calls) {
                behaviour.answer(call, http);
            } else {
                good(call, http);
            }
        };
    }

    /** Good answers, none of them before the latch is open. */
    static Behaviour waiting(CountDownLatch latch) {
        return (call, http) -> {
            latch.await(60, TimeUnit.SECONDS);
            good(call, http);
        };
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
