package io.pledgeline.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a confirmation out of the body of a request, which may be empty. */
@Component
class ConfirmationReader {

    private final ObjectMapper json;

    ConfirmationReader(ObjectMapper json) {
        this.json = json;
    }

    private record Said(
            @Nullable JsonNode mapping,
            @Nullable JsonNode consent,
            @Nullable JsonNode analysis) {}

    public Confirmation read(@Body @Nullable String text) throws JsonProcessingException {
        Said said = text == null || text.isBlank() ? null : json.readValue(text, Said.class);
        return said == null ? Confirmation.AS_IT_IS : Confirmation.of(said.mapping(), said.consent(), said.analysis());
    }
}
