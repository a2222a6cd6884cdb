package io.pledgeline.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.springframework.stereotype.Component;

/**
 * Adds a new key's text to the answer, the only time it is shown.
 *
 * <p>Done here and not in the query, because the database would write a parameter into its log of slow statements.
 */
@Component("keyShower")
class KeyShower {

    private final ObjectMapper json;

    KeyShower(ObjectMapper json) {
        this.json = json;
    }

    /** @param answer a key, or a merchant whose field {@code key} is one */
    public String show(String answer, Secret secret) throws JsonProcessingException {
        ObjectNode document = (ObjectNode) json.readTree(answer);
        ObjectNode key = document.get("key") instanceof ObjectNode nested ? nested : document;
        key.put("key", secret.text());
        return json.writeValueAsString(document);
    }
}
