package io.pledgeline.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The merchants' end of their webhooks: verifies and notes what comes, and often enough does as if it had not. */
final class Receiver implements AutoCloseable {

    /** A message, however often it came. */
    record Message(String merchant, String type, UUID job) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "receiver");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Webhook> verifiers = new ConcurrentHashMap<>();
    private final Map<String, Message> messages = new ConcurrentHashMap<>();
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    String url(String merchant) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + merchant;
    }

    /** Lets the messages of a merchant be verified; others are refused. */
    void trust(String merchant, String secret) {
        verifiers.put(merchant, new Webhook(secret));
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String merchant = exchange.getRequestURI().getPath().substring(1);
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            HttpHeaders headers = HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true);
            try {
                verifiers.get(merchant).verify(body, headers);
            } catch (WebhookVerificationException e) {
                refused.incrementAndGet();
                exchange.sendResponseHeaders(400, -1);
                return;
            }
            JsonNode told = JSON.readTree(body);
            messages.put(
                    headers.firstValue("webhook-id").orElseThrow(),
                    new Message(
                            merchant,
                            told.required("type").asText(),
                            UUID.fromString(told.at("/data/jobId").asText())));
            answer(exchange, received.incrementAndGet());
        }
    }

    private static void answer(HttpExchange exchange, int number) throws IOException {
        if (number % 5 != 0) {
            exchange.sendResponseHeaders(number % 3 == 0 ? 500 : 204, -1);
        }
        // Each fifth is hung up on without an answer.
    }

    /** Looks whether the end of each of these imports was told under one id, and nothing else. */
    void check(List<UUID> imports, Verdict verdict) {
        Map<Message, Long> told =
                messages.values().stream().collect(Collectors.groupingBy(message -> message, Collectors.counting()));
        Set<UUID> ended = told.entrySet().stream()
                .filter(message -> message.getKey().type().equals("import.completed") && message.getValue() == 1)
                .map(message -> message.getKey().job())
                .collect(Collectors.toSet());
        verdict.messages(told.size(), received.get());
        if (!ended.equals(Set.copyOf(imports)) || messages.size() != imports.size()) {
            verdict.wrong("The ends of " + imports + " were told by " + told);
        }
        if (refused.get() > 0) {
            verdict.wrong(refused + " messages had a bad signature");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
