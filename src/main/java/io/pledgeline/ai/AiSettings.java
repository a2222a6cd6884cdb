package io.pledgeline.ai;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The model that may be asked, any with an OpenAI-compatible endpoint.
 *
 * @param apiKey empty when no model is to be asked
 * @param baseUrl of the endpoint
 * @param model name of the model
 */
@Validated
@ConfigurationProperties("ai")
public record AiSettings(
        @DefaultValue("") String apiKey,
        @DefaultValue("") String baseUrl,
        @DefaultValue("") String model) {

    /** Whether a model can be asked. */
    public boolean isConfigured() {
        return !apiKey.isEmpty();
    }
}
