package io.pledgeline.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pledgeline.Cases;
import io.pledgeline.environment.InvalidSetting;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ScalingTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TestFactory
    Stream<DynamicTest> decides() throws IOException {
        return Cases.of("upkeep", (kind, input) -> {
            Scaling scaling = Scaling.decide(
                    new Scaling.Fleet(
                            input.required("instances").asInt(),
                            seconds(input, "sinceChange"),
                            seconds(input, "sinceCalm")),
                    new Workload(
                            input.required("chunks").asLong(),
                            Duration.ofSeconds(input.required("oldest").asLong())),
                    settings("key", "srv-1", 1, 8));
            return JSON.createObjectNode().put("wanted", scaling.wanted()).put("calm", scaling.calm());
        });
    }

    @Test
    void namesTheVariableThatIsMissingOrMalformed() {
        assertThatThrownBy(() -> settings("key", "", 1, 8))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("RENDER_SERVICE_ID");
        assertThatThrownBy(() -> settings("key", "srv/1", 1, 8)).hasMessageStartingWith("RENDER_SERVICE_ID");
        assertThatThrownBy(() -> settings("key", "srv-1", 0, 8)).hasMessageStartingWith("SCALE_MIN");
        assertThatThrownBy(() -> settings("key", "srv-1", 3, 2)).hasMessageStartingWith("SCALE_MAX");
        assertThatThrownBy(() -> settings("key", "srv-1", 1, 101)).hasMessageStartingWith("SCALE_MAX");
        assertThat(settings("secret", "srv-1", 1, 8).toString()).doesNotContain("secret");
    }

    private static Duration seconds(JsonNode input, String name) {
        return input.required(name).isNull()
                ? null
                : Duration.ofSeconds(input.required(name).asLong());
    }

    private static ScaleSettings settings(String key, String service, int min, int max) {
        return new ScaleSettings(
                key,
                "https://render.example/v1",
                service,
                min,
                max,
                Duration.ofSeconds(30),
                300,
                Duration.ofSeconds(30),
                Duration.ofSeconds(90),
                Duration.ofMinutes(10));
    }
}
