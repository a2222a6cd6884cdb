package io.pledgeline.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Socket;
import java.net.http.HttpResponse;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ProblemsTest extends RunningWeb {

    @Autowired
    ProducerTemplate camel;

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/nothing-here,                    404, NOT_FOUND",
        "GET,    /api,                                 404, NOT_FOUND",
        "PATCH,  /api/campaigns,                       405, METHOD_NOT_ALLOWED",
        "DELETE, /api/campaigns/x,                     405, METHOD_NOT_ALLOWED",
        "GET,    /api/dummy/problem,                   409, NOTHING_TO_RETRY",
        "GET,    /api/dummy/database,                  503, DATABASE_UNAVAILABLE",
        "GET,    /api/jobs/17/events,                  400, INVALID_PARAMETER",
        "GET,    /api/campaigns?limit=0,               400, INVALID_PARAMETER",
        "GET,    /api/campaigns?limit=201,             400, INVALID_PARAMETER",
        "GET,    /api/campaigns?cursor=x,              400, INVALID_PARAMETER",
        "GET,    /api/dummy/echo;a=b,                  400, BAD_REQUEST",
        "GET,    /nothing-here,                        404, NOT_FOUND",
        "GET,    /actuator/env,                        403, FORBIDDEN",
    })
    void everyErrorIsAProblem(String method, String path, int status, String code) throws Exception {
        HttpResponse<String> response = call(OPERATOR, method, path, null, "Accept", "text/html, */*;q=0.1");
        assertThat(response.statusCode()).as(response.body()).isIn(status, path.startsWith("/actuator") ? 401 : status);
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = tree(response);
        assertThat(problem.properties())
                .extracting(field -> field.getKey())
                .containsExactly("type", "title", "status", "detail", "code");
        assertThat(problem.get("status").asInt()).isEqualTo(response.statusCode());
        if (response.statusCode() == status) {
            assertThat(problem.get("code").asText()).isEqualTo(code);
        }
        if (status == 503) {
            assertThat(response.headers().firstValue("retry-after")).contains("5");
        }
        if (status == 405) {
            assertThat(response.headers().firstValue("allow")).isPresent();
        }
    }

    @Test
    void anUnexpectedErrorIsAnIncidentLoggedOnceWithoutItsMessage(CapturedOutput log) throws Exception {
        HttpResponse<String> response = call(OPERATOR, "GET", "/api/dummy/bug", null);
        assertThat(response.statusCode()).isEqualTo(500);
        String incident = tree(response).get("incident").asText();
        assertThat(response.body()).contains("INTERNAL_ERROR").doesNotContain("NumberFormat", "ada@");
        assertThat(log.getOut().split(incident, -1)).hasSize(2);
        assertThat(log.getOut()).doesNotContain("ada@").contains("java.lang.NumberFormatException");
    }

    @Test
    void awayFromHttpTheExceptionStaysWithTheExchange(CapturedOutput log) {
        Exchange exchange =
                camel.send("direct:dummy-bug", sent -> sent.getMessage().setBody("grace@example.org"));
        assertThat(exchange.getException()).isInstanceOf(NumberFormatException.class);
        assertThat(log.getOut()).contains("Incident").doesNotContain("ada@", "grace@");
    }

    @Test
    void aRequestTomcatTurnsAwayIsNoPage() throws Exception {
        try (Socket socket = open("GET /api/jobs/%zz HTTP/1.1\nHost: localhost\nConnection: close\n\n")) {
            String answer = readUntil(socket, "never");
            assertThat(answer).startsWith("HTTP/1.1 400").doesNotContainIgnoringCase("<html");
        }
    }

    @Test
    void everythingUnderApiNeedsAKey() throws Exception {
        for (String path : new String[] {"/api/campaigns", "/api/nothing-here", "/api/keys", "/api/dummy/echo"}) {
            HttpResponse<String> none = call(null, "GET", path, null);
            assertThat(none.statusCode()).isEqualTo(401);
            assertThat(none.headers().firstValue("www-authenticate")).contains("Bearer");
            assertThat(tree(none).get("code").asText()).isEqualTo("UNAUTHORIZED");
            assertThat(none.headers().firstValue("set-cookie")).isEmpty();
            HttpResponse<String> wrong = call("pl_wrong", "GET", path, null);
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(tree(wrong).get("code").asText()).isEqualTo("UNAUTHORIZED");
        }
        assertThat(call("a-secret-of-another-kind", "POST", "/api/s3/events", "{}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(call(null, "GET", "/actuator/health/liveness", null).statusCode())
                .isEqualTo(200);
    }
}
