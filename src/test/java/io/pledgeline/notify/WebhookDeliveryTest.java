package io.pledgeline.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class WebhookDeliveryTest extends RunningNotify {

    private static final String OTHER_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";

    @Test
    void anIndependentLibraryAcceptsEveryDeliveryAndWithAnotherKeyNone() {
        Endpoint all = newEndpoint();
        Endpoint failures = newEndpoint("import.failed");
        UUID job = run("spring \u00e9 \"quoted\".csv", 250);
        untilDelivered(1);
        test(all);
        untilDelivered(2);

        assertThat(received(all)).hasSize(2).allSatisfy(request -> {
            assertThat(isAccepted(request, all.secret())).isTrue();
            assertThat(isAccepted(request, OTHER_SECRET)).isFalse();
            assertThat(isAccepted(request, failures.secret())).isFalse();
        });
        assertThat(received(failures)).isEmpty();
        Receiver.Received first = received(all).get(0);
        assertThat(first.header("Content-Type")).isEqualTo("application/json");
        assertThat(first.id()).matches("msg_[0-9a-f-]{36}");
        JsonNode message = Imports.json(first.body());
        assertThat(message.get("type").asText()).isEqualTo("import.completed");
        assertThat(Instant.parse(message.get("timestamp").asText())).isBefore(Instant.now());
        JsonNode data = message.get("data");
        assertThat(data.get("jobId").asText()).isEqualTo(job.toString());
        assertThat(data.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(data.get("filename").asText()).isEqualTo("spring \u00e9 \"quoted\".csv");
        assertThat(data.get("campaign").asText()).isEqualTo(campaign.slug());
        assertThat(data.get("rowsTotal").asInt()).isEqualTo(250);
        assertThat(data.get("rowsImported").asInt()).isEqualTo(250);
        assertThat(data.get("rowsFailed").asInt()).isZero();
        assertThat(data.get("url").asText()).isEqualTo("https://pledges.example.org/jobs/" + job);
        assertThat(first.body()).doesNotContain("@");
    }

    @Test
    void whatFailedComesAgainWithTheSameIdAndLaterTimes() {
        Endpoint endpoint = newEndpoint();
        RECEIVER.answer(endpoint.path(), Receiver.failing(2, 500));
        String id = test(endpoint);
        untilDelivered(1);
        assertThat(received(endpoint)).hasSize(3).allSatisfy(request -> {
            assertThat(request.id()).isEqualTo(id);
            assertThat(isAccepted(request, endpoint.secret())).isTrue();
        });
        assertThat(delivery().get("attempts").asInt()).isEqualTo(3);
        assertThat(delivery().get("responseCode").asInt()).isEqualTo(204);
        assertThat(webhook(endpoint).get("failingSince").isNull()).isTrue();
    }

    @Test
    void afterTheLastAttemptItHasFailedAndCanBeReplayed() {
        Endpoint endpoint = newEndpoint();
        RECEIVER.answer(endpoint.path(), Receiver.failing(4, 503));
        String id = test(endpoint);
        imports.until(() -> delivery().get("status").asText().equals("FAILED"));
        assertThat(received(endpoint)).hasSize(4);
        assertThat(delivery().get("error").asText()).isEqualTo("STATUS");
        assertThat(delivery().get("responseCode").asInt()).isEqualTo(503);
        assertThat(webhook(endpoint).get("failingSince").isNull()).isFalse();

        assertThat(call("POST", "/deliveries/" + delivery().get("id").asText() + "/replay", null)
                        .status())
                .isEqualTo(202);
        untilDelivered(1);
        assertThat(received(endpoint))
                .hasSize(5)
                .allSatisfy(request -> assertThat(request.id()).isEqualTo(id));
        assertThat(delivery().get("attempts").asInt()).isEqualTo(5);

        assertThat(call("POST", "/deliveries/" + delivery().get("id").asText() + "/replay", null)
                        .status())
                .isEqualTo(202);
        imports.until(() -> received(endpoint).size() == 6);
        assertThat(received(endpoint).get(5).id()).isEqualTo(id);
    }

    @Test
    void whileARotationRunsBothSecretsAreGoodAndThenTheNewOne() {
        Endpoint endpoint = newEndpoint();
        Answer rotated = call("POST", "/webhooks/" + endpoint.id() + "/secret", null);
        String secret = rotated.body().get("secret").asText();
        assertThat(secret).startsWith("whsec_").isNotEqualTo(endpoint.secret());
        test(endpoint);
        untilDelivered(1);
        Receiver.Received both = received(endpoint).get(0);
        assertThat(isAccepted(both, secret)).isTrue();
        assertThat(isAccepted(both, endpoint.secret())).isTrue();

        database.update(
                "UPDATE webhook_endpoints SET former_until = clock_timestamp() WHERE id = ?",
                UUID.fromString(endpoint.id()));
        test(endpoint);
        untilDelivered(2);
        Receiver.Received one = received(endpoint).get(1);
        assertThat(isAccepted(one, secret)).isTrue();
        assertThat(isAccepted(one, endpoint.secret())).isFalse();
    }

    @Test
    void aRedirectIsNotFollowed() {
        Endpoint endpoint = newEndpoint();
        String elsewhere = freshPath();
        RECEIVER.answer(endpoint.path(), Receiver.status(302, "Location", RECEIVER.url(elsewhere)));
        test(endpoint);
        imports.until(() -> delivery().get("status").asText().equals("FAILED"));
        assertThat(delivery().get("error").asText()).isEqualTo("REDIRECT");
        assertThat(RECEIVER.at(elsewhere)).isEmpty();
    }

    @Test
    void whoAsksToBeLeftAloneIs() {
        Endpoint endpoint = newEndpoint();
        RECEIVER.answer(endpoint.path(), Receiver.status(429, "Retry-After", "3600"));
        test(endpoint);
        imports.until(() -> delivery().get("responseCode").asInt() == 429);
        assertThat(Instant.parse(delivery().get("nextAttemptAt").asText()))
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(4000));
    }

    @Test
    void aSlowEndpointHoldsUpNoOther() throws InterruptedException {
        Endpoint slow = newEndpoint();
        Endpoint quick = newEndpoint();
        CountDownLatch open = new CountDownLatch(1);
        RECEIVER.answer(slow.path(), (exchange, number) -> {
            await(open);
            exchange.sendResponseHeaders(204, -1);
        });
        try {
            for (int i = 0; i < 12; i++) {
                test(slow);
            }
            test(quick);
            imports.until(() -> received(quick).size() == 1);
            assertThat(received(slow)).hasSize(1);
        } finally {
            open.countDown();
        }
        untilDelivered(13);
    }

    @Test
    void manyWorkersDeliverEachOnce() throws InterruptedException {
        List<Endpoint> endpoints =
                IntStream.range(0, 5).mapToObj(i -> newEndpoint()).toList();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            endpoints.forEach(endpoint -> ids.add(test(endpoint)));
        }
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Thread worker = new Thread(
                    () -> IntStream.range(0, 10).forEach(round -> producer.sendBody("direct:notify-claim", "")));
            workers.add(worker);
            worker.start();
        }
        for (Thread worker : workers) {
            worker.join(30_000);
        }
        untilDelivered(20);
        assertThat(endpoints.stream()
                        .flatMap(endpoint -> received(endpoint).stream())
                        .map(Receiver.Received::id))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void whatAKilledProcessWasAtIsDeliveredUnderTheSameId() {
        Endpoint endpoint = newEndpoint();
        String id = test(endpoint);
        untilDelivered(1);
        // As after a process that died between the answer and its note.
        database.update(
                "UPDATE deliveries SET status = 'PENDING', delivered_at = NULL, next_attempt_at = attempted_at,"
                        + " lease_until = clock_timestamp() + interval '1 s' WHERE endpoint_id = ?",
                UUID.fromString(endpoint.id()));
        untilDelivered(1);
        assertThat(received(endpoint))
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.id()).isEqualTo(id));
        assertThat(delivery().get("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void anEndpointThatIsGoneIsDisabledAtOnceAndAPersonIsTold() {
        String address = "gone-" + campaign.slug() + "@shop.example";
        newRecipient(address);
        Endpoint endpoint = newEndpoint();
        RECEIVER.answer(endpoint.path(), Receiver.status(410));
        test(endpoint);
        imports.until(() -> !webhook(endpoint).get("enabled").asBoolean());
        assertThat(webhook(endpoint).get("disabledReason").asText()).isEqualTo("GONE");
        assertThat(webhook(endpoint).get("disabledAt").isNull()).isFalse();
        assertThat(received(endpoint)).hasSize(1);
        imports.until(() -> MAIL.getReceivedMessagesForDomain(address).length == 1);
        assertThat(call("POST", "/webhooks/" + endpoint.id() + "/test", null)
                        .body()
                        .get("code")
                        .asText())
                .isEqualTo("WEBHOOK_DISABLED");
        imports.run(campaign, Export.of(1, 10));
        assertThat(received(endpoint)).hasSize(1);
    }

    @Test
    void aFailureOfLongAgoAfterWhichNothingWasSentSaysNothing() {
        Endpoint endpoint = newEndpoint();
        RECEIVER.answer(endpoint.path(), Receiver.failing(2, 500));
        database.update(
                "UPDATE webhook_endpoints SET failing_since = clock_timestamp() - interval '60 days' WHERE id = ?",
                UUID.fromString(endpoint.id()));
        test(endpoint);
        untilDelivered(1);
        assertThat(received(endpoint)).hasSize(3);
        assertThat(webhook(endpoint).get("enabled").asBoolean()).isTrue();
        assertThat(webhook(endpoint).get("failingSince").isNull()).isTrue();
    }

    @Test
    void anEndpointThatHasFailedForDaysIsDisabledWithWhatWaitsForItUntilItIsEnabledAgain() {
        Endpoint endpoint = newEndpoint();
        RECEIVER.answer(endpoint.path(), Receiver.failing(1, 500));
        UUID id = UUID.fromString(endpoint.id());
        database.update(
                "UPDATE webhook_endpoints SET failing_since = clock_timestamp() - interval '5 days 1 min' WHERE id = ?",
                id);
        database.update(
                "WITH n AS (INSERT INTO notifications (merchant_id, event, data) SELECT merchant_id, 'webhook.test', '{}'"
                        + " FROM webhook_endpoints WHERE id = ? RETURNING id, merchant_id) INSERT INTO deliveries"
                        + " (merchant_id, notification_id, endpoint_id, next_attempt_at, attempts, attempted_at)"
                        + " SELECT merchant_id, id, ?, clock_timestamp() + interval '1 h', 5, clock_timestamp() - interval '1 day' FROM n",
                id,
                id);
        test(endpoint);
        imports.until(() -> !webhook(endpoint).get("enabled").asBoolean());
        assertThat(webhook(endpoint).get("disabledReason").asText()).isEqualTo("FAILING");
        assertThat(deliveries())
                .extracting(delivery -> delivery.get("status").asText())
                .containsOnly("FAILED");
        assertThat(deliveries())
                .extracting(delivery -> delivery.get("error").asText())
                .containsExactlyInAnyOrder("STATUS", "ENDPOINT_DISABLED");
        String missed = deliveries().get(0).get("id").asText();
        assertThat(call("POST", "/deliveries/" + missed + "/replay", null).status())
                .isEqualTo(409);

        Answer enabled = call(
                "PUT",
                "/webhooks/" + endpoint.id(),
                "{\"label\":\"shop\",\"url\":\"" + RECEIVER.url(endpoint.path()) + "\",\"enabled\":true}");
        assertThat(enabled.body().get("enabled").asBoolean()).isTrue();
        assertThat(enabled.body().get("failingSince").isNull()).isTrue();
        assertThat(call("POST", "/deliveries/" + missed + "/replay", null).status())
                .isEqualTo(202);
        untilDelivered(1);
    }

    @Test
    void theLogHoldsNoAddressAndNoSecret(CapturedOutput log) {
        newRecipient("quiet-person@shop.example");
        Endpoint endpoint = newEndpointAt(RECEIVER.url(freshPath()) + "?token=t0psecret");
        RECEIVER.answer(endpoint.path(), Receiver.failing(4, 500));
        test(endpoint);
        imports.run(campaign, Export.of(1, 10));
        imports.until(() -> received(endpoint).size() >= 5);
        call("POST", "/webhooks", "{\"label\":\"x\",\"url\":\"http://no-such-name.invalid/hidden-path\"}");
        // Nobody listens there.
        test(newEndpointAt("http://127.0.0.1:1/hidden-path"));
        imports.until(() -> deliveries().stream()
                .anyMatch(delivery -> delivery.get("error").asText().equals("CONNECTION")));
        assertThat(received(endpoint).get(0).query()).isEqualTo("token=t0psecret");
        // The SMTP server of the tests tells of its mailboxes.
        String ours =
                log.getAll().lines().filter(line -> !line.contains("icegreen")).collect(Collectors.joining("\n"));
        assertThat(ours)
                .doesNotContain("t0psecret", endpoint.secret(), "quiet-person", endpoint.path() + "?", "hidden-path");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
