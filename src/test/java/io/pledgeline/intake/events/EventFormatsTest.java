package io.pledgeline.intake.events;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.pledgeline.Cases;
import io.pledgeline.environment.InvalidSetting;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What events say, as {@code cases/events.yaml} tells, and what settings say of who may send them. */
class EventFormatsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> readsWhatStoresSend() throws IOException {
        return Cases.of("intake", (kind, input) -> read(input));
    }

    private static JsonNode read(JsonNode input) {
        try {
            ArrayNode events = JSON.createArrayNode();
            EventFormats.read(EventFormats.json(input.toString())).forEach(event -> events.addPOJO(event));
            return JSON.valueToTree(events);
        } catch (MalformedEventException e) {
            return JSON.createObjectNode().put("malformed", e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "not-an-arn, '', '', '', '', S3_EVENTS_TOPICS",
        "arn:aws:sns:eu-central-1:123456789012:t=No Slug, '', '', '', '', S3_EVENTS_TOPICS",
        "'', short, '', '', '', S3_EVENTS_SECRET",
        "'', '', queue, '', '', S3_EVENTS_QUEUE",
        "'', '', '', soon, '', S3_EVENTS_POLL",
        "'', '', '', 1m, No Slug, S3_EVENTS_POLL_MERCHANT",
    })
    void aMalformedSettingIsNamed(
            String topics, String secret, String queue, String poll, String merchant, String variable) {
        assertThatThrownBy(() -> new S3EventsSettings(topics, secret, queue, "", poll, merchant, "", 100))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining(variable);
    }
}
