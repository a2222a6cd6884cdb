package io.pledgeline.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Imports.Campaign;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WebhooksTest extends RunningNotify {

    @Test
    void theSecretIsShownOnce() {
        Endpoint endpoint = newEndpoint();
        assertThat(endpoint.secret()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(webhook(endpoint).has("secret")).isFalse();
        assertThat(call("GET", "/webhooks", null).body().toString())
                .contains(endpoint.id())
                .doesNotContain("whsec_");
        assertThat(webhook(endpoint).get("events")).hasSize(4);
    }

    @Test
    void whatIsAnothersIsNotThere() {
        Endpoint endpoint = newEndpoint();
        newRecipient("mine@shop.example");
        test(endpoint);
        String delivery = delivery().get("id").asText();
        String recipient =
                call("GET", "/email-recipients", null).body().at("/items/0/id").asText();
        Campaign other = imports.newCampaign();
        String body = "{\"label\":\"x\",\"url\":\"" + RECEIVER.url("/x") + "\"}";
        for (String[] request : new String[][] {
            {"GET", "/webhooks/" + endpoint.id(), null},
            {"PUT", "/webhooks/" + endpoint.id(), body},
            {"DELETE", "/webhooks/" + endpoint.id(), null},
            {"POST", "/webhooks/" + endpoint.id() + "/secret", null},
            {"POST", "/webhooks/" + endpoint.id() + "/test", null},
            {"POST", "/deliveries/" + delivery + "/replay", null},
            {"DELETE", "/email-recipients/" + recipient, null}
        }) {
            assertThat(call(other.key(), request[0], request[1], request[2]).status())
                    .as(String.join(" ", request[0], request[1]))
                    .isEqualTo(404);
        }
        assertThat(call(other.key(), "GET", "/webhooks", null).body().get("items"))
                .isEmpty();
        assertThat(call(other.key(), "GET", "/deliveries", null).body().get("items"))
                .isEmpty();
        assertThat(call(other.key(), "GET", "/email-recipients", null).body().get("items"))
                .isEmpty();
        assertThat(call("DELETE", "/email-recipients/" + recipient, null).status())
                .isEqualTo(204);
        assertThat(call("DELETE", "/webhooks/" + endpoint.id(), null).status()).isEqualTo(204);
        assertThat(deliveries()).isEmpty();
    }

    @Test
    void onlyAdminsSeeAndChangeThem() {
        String reader = call("POST", "/keys", "{\"label\":\"r\",\"scopes\":[\"read\",\"upload\"]}")
                .body()
                .get("key")
                .asText();
        String body = "{\"label\":\"x\",\"url\":\"" + RECEIVER.url("/x") + "\"}";
        assertThat(call(reader, "GET", "/webhooks", null).status()).isEqualTo(403);
        assertThat(call(reader, "POST", "/webhooks", body).status()).isEqualTo(403);
        assertThat(call(reader, "GET", "/deliveries", null).status()).isEqualTo(403);
        assertThat(call(reader, "POST", "/deliveries/" + UUID.randomUUID() + "/replay", null)
                        .status())
                .isEqualTo(403);
        assertThat(call(reader, "GET", "/email-recipients", null).status()).isEqualTo(403);
    }

    @Test
    void whatIsNoWebhookIsRefused() {
        for (String body : List.of(
                "{\"label\":\"x\"}",
                "{\"label\":\"\",\"url\":\"https://example.org\"}",
                "{\"label\":\"x\",\"url\":\"ftp://127.0.0.1/\"}",
                "{\"label\":\"x\",\"url\":\"http://user:pass@127.0.0.1/\"}",
                "{\"label\":\"x\",\"url\":\"http://127.0.0.1/#part\"}",
                "{\"label\":\"x\",\"url\":\"http:///path\"}",
                "{\"label\":\"x\",\"url\":\"http://127.0.0.1/a b\"}",
                "{\"label\":\"x\",\"url\":\"http://no-such-name.invalid/\"}",
                "{\"label\":\"x\",\"url\":\"http://no-such-name.invalid/\",\"enabled\":false}",
                "{\"label\":\"x\",\"url\":\"http://127.0.0.1/\",\"events\":[]}",
                "{\"label\":\"x\",\"url\":\"http://127.0.0.1/\",\"events\":[\"import.never\"]}")) {
            Answer answer = call("POST", "/webhooks", body);
            assertThat(answer.status()).as(body + answer.body()).isEqualTo(400);
            assertThat(answer.body().get("code").asText()).as(body).isEqualTo("INVALID_PARAMETER");
        }
        for (String address : List.of("", "nobody", "a@b", "a\\r\\nBcc: b@example.org", "a b@example.org")) {
            assertThat(call("POST", "/email-recipients", "{\"address\":\"" + address + "\"}")
                            .status())
                    .as(address)
                    .isEqualTo(400);
        }
        assertThat(call("GET", "/deliveries?status=LOST", null).status()).isEqualTo(400);
    }

    @Test
    void aMerchantHasTwentyAtMost() {
        for (int i = 0; i < 20; i++) {
            newEndpoint();
        }
        Answer answer = call("POST", "/webhooks", "{\"label\":\"x\",\"url\":\"" + RECEIVER.url("/x") + "\"}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().get("code").asText()).isEqualTo("TOO_MANY_WEBHOOKS");
    }

    @Test
    void oneThatIsSwitchedOffIsToldNothing() {
        Endpoint endpoint = newEndpoint();
        JsonNode off = call(
                        "PUT",
                        "/webhooks/" + endpoint.id(),
                        "{\"label\":\"off\",\"url\":\"" + RECEIVER.url(endpoint.path())
                                + "\",\"events\":[\"import.failed\"],\"enabled\":false}")
                .body();
        assertThat(off.get("enabled").asBoolean()).isFalse();
        assertThat(off.get("disabledReason").asText()).isEqualTo("BY_MERCHANT");
        assertThat(off.get("label").asText()).isEqualTo("off");
        assertThat(off.get("events")).hasSize(1);
        assertThat(call("POST", "/webhooks/" + endpoint.id() + "/test", null).status())
                .isEqualTo(409);
    }

    @Test
    void oneWhoseNameIsGoneCanBeSwitchedOffButNotOn() {
        Endpoint endpoint = newEndpoint();
        String gone = "{\"label\":\"gone\",\"url\":\"https://gone.invalid/\",\"enabled\":%s}";
        assertThat(call("PUT", "/webhooks/" + endpoint.id(), gone.formatted("true"))
                        .status())
                .isEqualTo(400);
        Answer off = call("PUT", "/webhooks/" + endpoint.id(), gone.formatted("false"));
        assertThat(off.status()).isEqualTo(200);
        assertThat(off.body().get("enabled").asBoolean()).isFalse();
    }

    @Test
    void deliveriesArePagedAndFiltered() {
        Endpoint one = newEndpoint();
        Endpoint two = newEndpoint();
        for (int i = 0; i < 3; i++) {
            test(one);
        }
        test(two);
        untilDelivered(4);
        JsonNode page = call("GET", "/deliveries?limit=3", null).body();
        assertThat(page.get("items")).hasSize(3);
        assertThat(call(
                                "GET",
                                "/deliveries?limit=3&cursor="
                                        + page.get("nextCursor").asText(),
                                null)
                        .body()
                        .get("items"))
                .hasSize(1);
        assertThat(call("GET", "/deliveries?webhook=" + two.id(), null).body().get("items"))
                .hasSize(1);
        assertThat(call("GET", "/deliveries?status=FAILED", null).body().get("items"))
                .isEmpty();
    }
}
