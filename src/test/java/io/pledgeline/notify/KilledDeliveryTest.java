package io.pledgeline.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import io.pledgeline.load.Imports.Campaign;
import io.pledgeline.servers.LocalProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The local run in a JVM of its own, killed while a receiver has its message and has not answered yet. */
class KilledDeliveryTest {

    private static final String PATH = "/shop";

    @TempDir
    Path directory;

    private final Receiver receiver = new Receiver();
    private final CountDownLatch killed = new CountDownLatch(1);
    private LocalProcess local;

    @Test
    @Timeout(value = 240, unit = TimeUnit.SECONDS)
    void theReceiverIsToldAgainUnderTheSameIdAndOnceOnly() throws Exception {
        local = new LocalProcess(directory);
        local.environment()
                .putAll(Map.of(
                        "WEBHOOKS_ALLOW_PRIVATE", "true",
                        "NOTIFY_PERIOD", "1s",
                        "NOTIFY_TIMEOUT", "8s",
                        "NOTIFY_DEADLINE", "9s",
                        "NOTIFY_LEASE", "10s"));
        receiver.answer(PATH, (exchange, number) -> {
            if (number == 1) {
                await(killed);
            }
            exchange.sendResponseHeaders(204, -1);
        });
        local.start();
        Imports imports = new Imports(
                local::webPort,
                new JdbcTemplate(new DriverManagerDataSource(
                        "jdbc:postgresql://127.0.0.1:" + local.postgres().port() + "/pledgeline?user=pledgeline")));
        Campaign campaign = Imports.operatorsCampaign();
        String secret = call(
                        campaign, "POST", "/webhooks", "{\"label\":\"shop\",\"url\":\"" + receiver.url(PATH) + "\"}")
                .get("secret")
                .asText();
        UUID job = Imports.id(imports.run(campaign, Export.of(1, 10)));
        imports.until(() -> receiver.at(PATH).size() == 1);
        local.kill();
        killed.countDown();

        local.start();
        imports.until(() -> call(campaign, "GET", "/deliveries", null)
                .at("/items/0/status")
                .asText()
                .equals("DELIVERED"));
        JsonNode deliveries = call(campaign, "GET", "/deliveries", null).get("items");
        assertThat(deliveries).hasSize(1);
        assertThat(deliveries.get(0).get("jobId").asText()).isEqualTo(job.toString());
        assertThat(deliveries.get(0).get("attempts").asInt()).isEqualTo(2);
        assertThat(receiver.at(PATH)).hasSize(2);
        assertThat(receiver.at(PATH).get(1).id())
                .isEqualTo(receiver.at(PATH).get(0).id())
                .startsWith("msg_");
        assertThat(receiver.at(PATH)).allMatch(request -> RunningNotify.isAccepted(request, secret));
    }

    private JsonNode call(Campaign campaign, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + local.webPort() + "/api" + path))
                .header("Authorization", "Bearer " + campaign.key())
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return Imports.json(answer.body());
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void leaveNothingRunning() throws InterruptedException {
        killed.countDown();
        receiver.close();
        if (local != null) {
            local.close();
        }
    }
}
