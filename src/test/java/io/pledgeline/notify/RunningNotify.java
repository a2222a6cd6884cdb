package io.pledgeline.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.standardwebhooks.Webhook;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import io.pledgeline.load.RunningImports;
import io.pledgeline.servers.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The application, in a hurry to deliver, with a real receiver of webhooks and a real SMTP server. */
@TestPropertySource(
        properties = {
            "notify.allow-private=true",
            "notify.period=500ms",
            "notify.timeout=3s",
            "notify.deadline=4s",
            "notify.lease=5s",
            "notify.retry-after=100ms,200ms,300ms",
            "notify.public-url=https://pledges.example.org/",
            "notify.mail-from=imports@pledges.example.org"
        })
abstract class RunningNotify extends RunningImports {

    static final Receiver RECEIVER = new Receiver();
    /** On a port that it keeps when it is stopped and started again. */
    static final GreenMail MAIL = new GreenMail(new ServerSetup(Ports.free(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private static final AtomicInteger PATHS = new AtomicInteger();

    static {
        MAIL.start();
    }

    private final HttpClient client = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry registry) {
        registry.add(
                "notify.smtp-url", () -> "smtp://127.0.0.1:" + MAIL.getSmtp().getPort());
    }

    /** An endpoint of the campaign's merchant. */
    record Endpoint(String id, String path, String secret) {}

    record Answer(int status, JsonNode body) {}

    Answer call(String key, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api" + path))
                .header("Authorization", "Bearer " + key)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), Imports.json(answer.body().isEmpty() ? "{}" : answer.body()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer call(String method, String path, String body) {
        return call(campaign.key(), method, path, body);
    }

    /** A path of the receiver that no other test uses. */
    static String freshPath() {
        return "/hook-" + PATHS.incrementAndGet();
    }

    Endpoint newEndpoint(String... events) {
        return newEndpointAt(RECEIVER.url(freshPath()), events);
    }

    Endpoint newEndpointAt(String url, String... events) {
        String asked = events.length == 0 ? "" : ",\"events\":[\"" + String.join("\",\"", events) + "\"]";
        Answer made = call("POST", "/webhooks", "{\"label\":\"shop\",\"url\":\"" + url + "\"" + asked + "}");
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return new Endpoint(
                made.body().get("id").asText(),
                URI.create(url).getPath(),
                made.body().get("secret").asText());
    }

    /** Sends a test and answers its webhook-id. */
    String test(Endpoint endpoint) {
        Answer answer = call("POST", "/webhooks/" + endpoint.id() + "/test", null);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
        return answer.body().get("messageId").asText();
    }

    /** Uploads a file of this name and waits for its end. */
    UUID run(String filename, int rows) {
        UUID job = imports.uploadAs(
                URLEncoder.encode(filename, StandardCharsets.UTF_8).replace("+", "%20"),
                campaign,
                Export.of(1, rows).bytes());
        imports.end(job);
        return job;
    }

    void newRecipient(String address) {
        Answer made = call("POST", "/email-recipients", "{\"address\":\"" + address + "\"}");
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
    }

    JsonNode webhook(Endpoint endpoint) {
        return call("GET", "/webhooks/" + endpoint.id(), null).body();
    }

    List<JsonNode> deliveries() {
        JsonNode items = call("GET", "/deliveries", null).body().get("items");
        return java.util.stream.StreamSupport.stream(items.spliterator(), false).toList();
    }

    JsonNode delivery() {
        assertThat(deliveries()).hasSize(1);
        return deliveries().get(0);
    }

    void untilDelivered(int deliveries) {
        imports.until(() -> deliveries().stream()
                        .filter(delivery -> delivery.get("status").asText().equals("DELIVERED"))
                        .count()
                == deliveries);
    }

    List<Receiver.Received> received(Endpoint endpoint) {
        return RECEIVER.at(endpoint.path());
    }

    /** What the independent library makes of it. */
    static boolean isAccepted(Receiver.Received request, String secret) {
        try {
            new Webhook(secret)
                    .verify(
                            request.body(),
                            HttpHeaders.of(request.headers(), (name, value) -> true)
                                    .map());
            return true;
        } catch (com.standardwebhooks.exceptions.WebhookVerificationException e) {
            return false;
        }
    }

    List<String> told(UUID job) {
        return database.queryForList("SELECT event FROM notifications WHERE job_id = ? ORDER BY id", String.class, job);
    }
}
