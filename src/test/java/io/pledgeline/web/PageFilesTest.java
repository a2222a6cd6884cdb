package io.pledgeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.RealServices;
import io.pledgeline.http.RunningWeb;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageFilesTest extends RunningWeb {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self' %s; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    @Test
    void everyAddressOfThePageIsItsDocument() throws Exception {
        String document = Files.readString(Path.of("src/main/resources/static/index.html"));
        for (String path : List.of(
                "/",
                "/signin?to=%2Fjobs",
                "/upload",
                "/jobs",
                "/jobs/0199-x",
                "/jobs/0199-x/errors",
                "/campaigns",
                "/campaigns/moon/backers",
                "/workbooks/0199-x/mapping",
                "/operations",
                "/webhooks",
                "/keys")) {
            HttpResponse<String> page = call(null, "GET", path, null);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).isEqualTo(document);
            assertThat(header(page, "Content-Type")).startsWith("text/html");
            assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
            HttpResponse<String> head = call(null, "HEAD", path, null);
            assertThat(head.statusCode()).as(path).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void aFileThatTheBrowserHasIsNotSentAgain() throws Exception {
        for (String path : List.of("/jobs/0199-x", "/app.js", "/style.css", "/webjars/lit-html/lit-html.js")) {
            HttpResponse<String> file = call(null, "GET", path, null);
            assertThat(file.statusCode()).as(path).isEqualTo(200);
            assertThat(header(file, "Cache-Control")).isEqualTo("no-cache");
            HttpResponse<String> again = call(null, "GET", path, null, "If-None-Match", header(file, "ETag"));
            assertThat(again.statusCode()).as(path).isEqualTo(304);
        }
        assertThat(header(call(null, "GET", "/app.js", null), "Content-Type")).startsWith("text/javascript");
    }

    @Test
    void anyOtherPathIsNotFound() throws Exception {
        for (String path : List.of(
                "/nothing", "/signin/x", "/operations/x", "/lib/", "/lib/nothing.js", "/webjars/lit-html/nothing.js")) {
            HttpResponse<String> missing = call(null, "GET", path, null);
            assertThat(missing.statusCode()).as(path).isEqualTo(404);
            assertThat(header(missing, "Content-Type")).startsWith("application/problem+json");
            assertThat(tree(missing).get("code").asText()).isEqualTo("NOT_FOUND");
        }
    }

    @Test
    void browsersAreToldToRunNothingElse() throws Exception {
        for (String path : List.of("/", "/jobs/0199-x", "/app.js", "/nothing", "/session", "/actuator/health")) {
            HttpResponse<String> answer = call(null, "GET", path, null);
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .as(path)
                    .containsExactly(POLICY.formatted(RealServices.shared().s3().endpoint()));
            assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
        }
        for (String path : List.of("/api/campaigns", "/api/nothing")) {
            assertThat(call(OPERATOR, "GET", path, null).headers().allValues("Content-Security-Policy"))
                    .as(path)
                    .containsExactly("default-src 'none'; frame-ancestors 'none'; sandbox");
        }
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
