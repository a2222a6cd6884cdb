package io.pledgeline.ai;

import io.pledgeline.environment.InvalidSetting;
import io.pledgeline.environment.Setting;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The model that may be asked, any with an OpenAI-compatible endpoint, and the limits within which it is.
 *
 * @param apiKey {@code AI_API_KEY}, empty when no model is to be asked
 * @param baseUrl {@code AI_BASE_URL} of the endpoint
 * @param model {@code AI_MODEL}, its name
 * @param concurrency batches of rows that all workers together ask about at the same time
 * @param callsPerMinute calls that one process makes
 * @param timeout of a call about rows
 * @param columnsTimeout of a call about columns, for which somebody is waiting
 * @param batchRows rows of a call
 * @param maxAttempts calls about one batch that may fail
 * @param patience how long a batch may wait for a provider that is away
 * @param backOff how long a batch waits after its first call that failed; twice as long after each further one
 * @param pause how long a batch waits when the provider is known to be away
 * @param tokenBudget tokens that one job may use
 * @param answersKept how long an answer is remembered for the same cells
 * @param lease how long a worker that went silent keeps a batch
 */
@Validated
@ConfigurationProperties("ai")
public record AiSettings(
        @DefaultValue("") String apiKey,
        @DefaultValue("") String baseUrl,
        @DefaultValue("") String model,
        @DefaultValue("4") @Min(1) @Max(64) int concurrency,
        @DefaultValue("120") @Min(1) int callsPerMinute,
        @DefaultValue("60s") @NotNull Duration timeout,
        @DefaultValue("20s") @NotNull Duration columnsTimeout,
        @DefaultValue("50") @Min(1) @Max(500) int batchRows,
        @DefaultValue("5") @Min(1) int maxAttempts,
        @DefaultValue("15m") @NotNull Duration patience,
        @DefaultValue("1s") @NotNull Duration backOff,
        @DefaultValue("5s") @NotNull Duration pause,
        @DefaultValue("2000000") @Min(1) long tokenBudget,
        @DefaultValue("30d") @NotNull Duration answersKept,
        @DefaultValue("20s") @NotNull Duration lease) {

    private static final String OPEN_AI = "https://api.openai.com/v1";

    public AiSettings {
        apiKey = apiKey.strip();
        baseUrl = baseUrl.isBlank() ? OPEN_AI : baseUrl.strip();
        model = model.strip();
        if (!apiKey.isEmpty()) {
            if (apiKey.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new InvalidSetting("AI_API_KEY", "must be of visible ASCII characters");
            }
            Setting.url("AI_BASE_URL", baseUrl, Set.of("http", "https"));
            Setting.required("AI_MODEL", model);
        }
    }

    /** Whether a model can be asked. */
    public boolean isConfigured() {
        return !apiKey.isEmpty();
    }

    @Override
    public String toString() {
        return "AiSettings[…]";
    }
}
