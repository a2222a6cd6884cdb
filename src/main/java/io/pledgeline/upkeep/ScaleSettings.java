package io.pledgeline.upkeep;

import io.pledgeline.environment.InvalidSetting;
import io.pledgeline.environment.Setting;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the number of workers follows the work that waits.
 *
 * @param apiKey {@code RENDER_API_KEY}; without it the number is left alone and nothing else here is needed
 * @param apiUrl {@code RENDER_API_URL} of Render's API
 * @param service {@code RENDER_SERVICE_ID} of the workers, which Render itself gives each of them
 * @param min {@code SCALE_MIN}, fewest workers
 * @param max {@code SCALE_MAX}, most workers
 * @param period how often it is looked at, by one of all workers
 * @param chunksPerWorker waiting chunks for which one worker is enough
 * @param patience how long an import may wait for its next turn before there is one worker more, whatever the chunks say
 * @param upCoolDown how long a change is left alone before more workers are asked for
 * @param downCoolDown how long there must have been too many workers, and no change, before fewer are asked for
 */
@Validated
@ConfigurationProperties("scale")
record ScaleSettings(
        @DefaultValue("") String apiKey,
        @DefaultValue("") String apiUrl,
        @DefaultValue("") String service,
        @DefaultValue("1") int min,
        @DefaultValue("4") int max,
        @DefaultValue("30s") @NotNull Duration period,
        @DefaultValue("300") @Min(1) int chunksPerWorker,
        @DefaultValue("30s") @NotNull Duration patience,
        @DefaultValue("90s") @NotNull Duration upCoolDown,
        @DefaultValue("10m") @NotNull Duration downCoolDown) {

    private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9-]+");
    /** What Render takes. */
    private static final int MOST = 100;

    public ScaleSettings {
        if (!apiKey.isBlank()) {
            Setting.url("RENDER_API_URL", apiUrl, Set.of("http", "https"));
            service = Setting.required("RENDER_SERVICE_ID", service);
            if (!SERVICE.matcher(service).matches()) {
                throw new InvalidSetting("RENDER_SERVICE_ID", "must be the id of a service, such as srv-abc123");
            }
            if (min < 1) {
                throw new InvalidSetting("SCALE_MIN", "must be at least 1");
            }
            if (max < min || max > MOST) {
                throw new InvalidSetting("SCALE_MAX", "must be between SCALE_MIN and " + MOST);
            }
        }
    }

    @Override
    public String toString() {
        return "ScaleSettings[…]";
    }
}
