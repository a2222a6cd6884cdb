package io.pledgeline.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

class OpenApiTest extends RunningWeb {

    /** Served by streaming routes and controllers of their own, which the features' own tests call. */
    private static final Set<String> NOT_DIRECT =
            Set.of("workbooks-upload", "workbooks-put", "jobs-events", "session-open", "session-get", "session-end");

    @Autowired
    CamelContext camel;

    @Test
    void theDocumentIsServedToEveryone() throws Exception {
        HttpResponse<String> response = call(null, "GET", "/api-docs", null);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("application/yaml");
        OpenAPI document = new OpenAPIV3Parser().readContents(response.body()).getOpenAPI();
        assertThat(document.getPaths()).containsKeys("/workbooks/upload", "/workbooks/{filename}", "/jobs/{id}/events");
    }

    @Test
    void everyOperationHasARoute() {
        Set<String> unrouted =
                new TreeSet<>(operations().stream().map(Operation::id).toList());
        unrouted.removeIf(id -> camel.getRoute(id) != null);
        unrouted.removeAll(NOT_DIRECT);
        assertThat(unrouted).isEmpty();
    }

    @TestFactory
    List<DynamicTest> everyRoutedOperationAnswers() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Operation operation : operations()) {
            if (camel.getRoute(operation.id()) != null) {
                tests.add(DynamicTest.dynamicTest(operation.id(), () -> {
                    String path = "/api"
                            + operation
                                    .path()
                                    .replace("{id}", UUID.randomUUID().toString())
                                    .replace("{slug}", "spring");
                    HttpResponse<String> answer = call(OPERATOR, operation.method(), path, null);
                    assertThat(answer.statusCode())
                            .as(answer.body())
                            .isNotIn(401, 403, 405)
                            .isLessThan(500);
                    assertThat(answer.body()).isNotEmpty();
                }));
            }
        }
        return tests;
    }

    @Test
    void documentedPathsDoNotShadowUploadRoutesAndControllers() throws Exception {
        String id = UUID.randomUUID().toString();
        assertThat(call(OPERATOR, "GET", "/api/jobs/" + id + "/events", null, "Accept", "text/event-stream")
                        .statusCode())
                .isEqualTo(404);
        assertThat(call(OPERATOR, "GET", "/api/jobs/" + id + "/below", null).statusCode())
                .isEqualTo(404);
        assertThat(call(OPERATOR, "PUT", "/api/dummy/b%C3%A4ck+ers.csv?filename=x", "abc")
                        .body())
                .contains("bäck+ers.csv");
        assertThat(call(OPERATOR, "POST", "/api/dummy/upload", "abc").body()).contains("\"bytes\":3");
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        new OpenAPIV3Parser()
                .read("openapi.yaml")
                .getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, described) ->
                                operations.add(new Operation(described.getOperationId(), method.name(), path))));
        return operations;
    }

    private record Operation(String id, String method, String path) {}
}
