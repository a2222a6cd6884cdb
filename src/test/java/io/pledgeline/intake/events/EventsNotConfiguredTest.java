package io.pledgeline.intake.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.http.RunningWeb;
import java.net.http.HttpResponse;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Unless somebody is allowed to announce objects, nobody is. */
class EventsNotConfiguredTest extends RunningWeb {

    private static final String EVENT = """
            {"Records": [{"eventName": "ObjectCreated:Put", "s3": {"bucket": {"name": "b"}, "object": {"key": "m/c/a.csv", "eTag": "e"}}}]}
            """;

    @Autowired
    CamelContext camel;

    @Test
    void nothingListens() throws Exception {
        assertThat(camel.getRoutes())
                .extracting(Route::getRouteId)
                .doesNotContain("intake-s3-sqs", "intake-s3-poll")
                .contains("intake-announced");
        for (String key : new String[] {null, OPERATOR, ""}) {
            HttpResponse<String> answer =
                    call(key, "POST", "/api/s3/events", EVENT, "Content-Type", "application/json");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        }
    }
}
