package io.pledgeline.upkeep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks what this project uses of Render's API: {@code GET /v1/services/{id}} and {@code POST /v1/services/{id}/scale}. */
final class RenderServer implements AutoCloseable {

    private final HttpServer server;
    private final String service;
    private final String key;
    private final List<Integer> asked = new CopyOnWriteArrayList<>();
    private volatile int instances = 1;
    private volatile int failing;

    static {
        // Else each answer waits 40 ms for an acknowledgement that is held back.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    RenderServer(String service, String key) {
        this.service = service;
        this.key = key;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Numbers that were asked for, in this order. */
    List<Integer> asked() {
        return asked;
    }

    int instances() {
        return instances;
    }

    void setInstances(int number) {
        instances = number;
    }

    /** Answers everything with this status; 0 ends that. */
    void fail(int status) {
        failing = status;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (failing != 0) {
                answer(exchange, failing, "{\"message\":\"failing\"}");
            } else if (!("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 401, "{\"message\":\"Unauthorized\"}");
            } else if (exchange.getRequestMethod().equals("GET") && path.equals("/v1/services/" + service)) {
                answer(
                        exchange,
                        200,
                        "{\"id\":\"" + service
                                + "\",\"type\":\"background_worker\",\"serviceDetails\":{\"numInstances\":" + instances
                                + "}}");
            } else if (exchange.getRequestMethod().equals("POST")
                    && path.equals("/v1/services/" + service + "/scale")) {
                scale(exchange, sent);
            } else {
                answer(exchange, 404, "{\"message\":\"not found\"}");
            }
        }
    }

    private void scale(HttpExchange exchange, byte[] sent) throws IOException {
        JsonNode number = new JsonMapper().readTree(sent).path("numInstances");
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null
                || !type.startsWith("application/json")
                || !number.isInt()
                || number.asInt() < 1
                || number.asInt() > 100) {
            answer(exchange, 400, "{\"message\":\"invalid\"}");
            return;
        }
        asked.add(number.asInt());
        instances = number.asInt();
        answer(exchange, 202, "");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
