package io.pledgeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Where a model is configured, its columns need consent. */
@TestPropertySource(properties = {"ai.api-key=test", "ai.base-url=http://127.0.0.1:1", "ai.model=none"})
class ConsentTest extends RunningAnalyses {

    private static final String BODY = MAPPING.replace("\"mapping\": {", "\"mapping\": {\"Farbwunsch\": \"ai\", ");

    @Test
    void aColumnForAModelNeedsConsent() {
        UUID job = uploadWaiting(UNKNOWN);
        analyzed(job);
        assertThat(confirm(job, BODY)).hasToString("400 CONSENT_REQUIRED");
        assertThat(confirm(job, BODY.replaceFirst("\\{", "{\"consent\": false, ")))
                .hasToString("400 CONSENT_REQUIRED");
        assertThat(confirm(job, BODY.replaceFirst("\\{", "{\"consent\": true, ")))
                .hasToString("202");
        assertThat(analysis(job).get("mapping").toString()).contains("\"field\":\"ai\"");
    }
}
