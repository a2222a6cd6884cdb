package io.pledgeline.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Objects;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Writes the request of a delivery, signed for now. */
@Component
class WebhookSigner {

    private final ObjectMapper json;
    private final NotifySettings settings;

    WebhookSigner(ObjectMapper json, NotifySettings settings) {
        this.json = json;
        this.settings = settings;
    }

    public WebhookPost sign(@Variable("delivery") Delivery delivery) throws JsonProcessingException {
        ObjectNode data = (ObjectNode) json.readTree(delivery.data());
        String page =
                data.has("jobId") ? settings.link("/jobs/" + data.get("jobId").asText()) : null;
        if (page != null) {
            data.put("url", page);
        }
        ObjectNode message = json.createObjectNode();
        message.put("type", delivery.event());
        message.put("timestamp", delivery.happenedAt());
        message.set("data", data);
        String body = json.writeValueAsString(message);
        String id = "msg_" + delivery.message();
        long now = Instant.now().getEpochSecond();
        return new WebhookPost(
                Objects.requireNonNull(delivery.url()), id, now, Signature.of(id, now, body, delivery.secrets()), body);
    }
}
