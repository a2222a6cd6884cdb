package io.pledgeline.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pledgeline.environment.InvalidSetting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AiSettingsTest {

    private static final Duration SOME = Duration.ofSeconds(1);

    static AiSettings settings(String key, String url, String model) {
        return new AiSettings(key, url, model, 1, 1, SOME, SOME, 50, 1, SOME, SOME, SOME, 1, SOME, SOME);
    }

    @Test
    void withoutAKeyNothingElseIsAskedFor() {
        assertThat(settings("", "", "").isConfigured()).isFalse();
        assertThat(settings(" ", "nonsense", "").isConfigured()).isFalse();
    }

    @Test
    void withAKeyTheEndpointIsOpenAisUnlessTold() {
        assertThat(settings("k", "", "m").baseUrl()).isEqualTo("https://api.openai.com/v1");
        assertThat(settings(" k\n", " http://localhost:1/v1 ", "m").apiKey()).isEqualTo("k");
    }

    @Test
    void aMalformedOneIsToldByItsNameAndNotByItsValue() {
        assertThatThrownBy(() -> settings("k", "", " "))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage("AI_MODEL is missing");
        assertThatThrownBy(() -> settings("k", "ftp://secret", "m"))
                .hasMessageContaining("AI_BASE_URL")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> settings("sec ret", "", "m"))
                .hasMessageContaining("AI_API_KEY")
                .hasMessageNotContaining("sec ret");
        assertThat(settings("secret", "", "m")).hasToString("AiSettings[…]");
    }
}
