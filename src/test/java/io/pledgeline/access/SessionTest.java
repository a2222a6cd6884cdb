package io.pledgeline.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.http.RunningWeb;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SessionTest extends RunningWeb {

    private static final String SETTINGS = "{\"name\":\"By session\"}";

    @Autowired
    JdbcClient database;

    @Autowired
    WebSessions sessions;

    @Autowired
    ApiKeys keys;

    @Autowired
    ProducerTemplate routes;

    /** What a browser keeps of a sign-in. */
    private record Signed(String cookie, String csrf, JsonNode document) {}

    @Test
    void aKeyIsExchangedForACookieThatWorksUntilOneSignsOut() throws Exception {
        JsonNode merchant = newMerchant();
        HttpResponse<String> answer = signIn(merchant.at("/key/key").asText());
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .matches(
                        "pledgeline_session=[\\w-]{43}; Path=/; Max-Age=2592000; Expires=[^;]+; HttpOnly; SameSite=Strict");
        Signed signed = signed(answer);
        assertThat(signed.document().properties())
                .extracting(field -> field.getKey())
                .containsExactly("merchant", "key", "scopes", "csrfToken", "expiresAt");
        assertThat(signed.document().at("/merchant/slug")).isEqualTo(merchant.get("slug"));
        assertThat(signed.document().at("/key/label").asText()).isEqualTo("first key");
        assertThat(signed.document().get("scopes").toString()).isEqualTo("[\"admin\"]");
        assertThat(signed.csrf()).isNotEqualTo(signed.cookie().split("=")[1]);

        assertThat(tree(by(signed, "GET", "/session", null))).isEqualTo(signed.document());
        assertThat(by(signed, "GET", "/api/campaigns", null).statusCode()).isEqualTo(200);
        assertThat(database.sql("SELECT count(*) FROM web_sessions WHERE token_hash = :hash")
                        .param("hash", new Secret(signed.cookie().split("=")[1]).hash())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);

        assertProblem(by(signed, "DELETE", "/session", null), 403, "CSRF");
        HttpResponse<String> out = by(signed, "DELETE", "/session", null, "X-CSRF-Token", signed.csrf());
        assertThat(out.statusCode()).isEqualTo(204);
        assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("pledgeline_session=;", "Max-Age=0");
        assertProblem(by(signed, "GET", "/session", null), 401, "UNAUTHORIZED");
        assertProblem(by(signed, "GET", "/api/campaigns", null), 401, "UNAUTHORIZED");
        assertThat(by(signed, "DELETE", "/session", null).statusCode()).isEqualTo(204);
        assertProblem(call(null, "GET", "/session", null), 401, "UNAUTHORIZED");
    }

    @Test
    void aWrongKeyIsRefusedAndTooManyAreToldToWaitWhileOthersSignIn() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertProblem(signIn("pl_wrong", "X-Forwarded-For", "192.0.2.7"), 401, "UNAUTHORIZED");
        }
        HttpResponse<String> refused = signIn(OPERATOR, "X-Forwarded-For", "192.0.2.7");
        assertProblem(refused, 429, "RATE_LIMITED");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(refused.body()).doesNotContain(OPERATOR);
        assertThat(signIn(OPERATOR).statusCode()).isEqualTo(201);
    }

    @Test
    void whatIsNoSignInIsNamed() throws Exception {
        String json = "application/json";
        assertProblem(
                call(null, "POST", "/session", "key=" + OPERATOR, "Content-Type", "text/plain"),
                415,
                "UNSUPPORTED_TYPE");
        assertProblem(call(null, "POST", "/session", "{\"key\":", "Content-Type", json), 400, "MALFORMED_JSON");
        assertProblem(call(null, "POST", "/session", "{}", "Content-Type", json), 400, "INVALID_PARAMETER");
        assertProblem(call(null, "POST", "/session", "{\"k\":1}", "Content-Type", json), 400, "INVALID_PARAMETER");
        assertProblem(call(null, "POST", "/session", " ".repeat(5000), "Content-Type", json), 413, "TOO_LARGE");
    }

    @Test
    void aSessionEndsWithItsKey() throws Exception {
        String admin = newMerchant().at("/key/key").asText();
        JsonNode key = newKey(admin, "read");
        Signed signed = signed(signIn(key.get("key").asText()));
        assertThat(by(signed, "GET", "/api/jobs", null).statusCode()).isEqualTo(200);
        assertThat(call(admin, "DELETE", "/api/keys/" + key.get("id").asText(), null)
                        .statusCode())
                .isEqualTo(204);
        assertProblem(by(signed, "GET", "/api/jobs", null), 401, "UNAUTHORIZED");
        assertProblem(by(signed, "GET", "/session", null), 401, "UNAUTHORIZED");
        routes.requestBody("direct:access-forget", "");
        assertThat(sessionsOf(key)).isZero();
    }

    @Test
    void whatChangesSomethingNeedsTheTokenOfTheSession() throws Exception {
        Signed signed = signed(signIn(newMerchant().at("/key/key").asText()));
        Signed other = signed(signIn(newMerchant().at("/key/key").asText()));
        assertProblem(by(signed, "PUT", "/api/campaigns/spring", SETTINGS), 403, "CSRF");
        assertProblem(by(signed, "PUT", "/api/campaigns/spring", SETTINGS, "X-CSRF-Token", other.csrf()), 403, "CSRF");
        assertProblem(by(signed, "POST", "/api/jobs/" + UUID.randomUUID() + "/retry", null), 403, "CSRF");
        assertProblem(by(signed, "DELETE", "/api/keys/" + UUID.randomUUID(), null), 403, "CSRF");
        assertThat(by(signed, "PUT", "/api/campaigns/spring", SETTINGS, "X-CSRF-Token", signed.csrf())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anUploadOfAnotherSiteIsRefusedBeforeAByteOfItIsRead() throws Exception {
        Signed signed = signed(signIn(newMerchant().at("/key/key").asText()));
        for (String line : List.of("POST /api/workbooks/upload?filename=a.csv", "PUT /api/workbooks/a.csv")) {
            String head = line + " HTTP/1.1\nHost: localhost\nContent-Type: text/csv\nContent-Length: 1000000\n"
                    + "Expect: 100-continue\nCookie: " + signed.cookie() + "\n\n";
            try (Socket socket = open(head)) {
                assertThat(readUntil(socket, "\r\n")).contains("403");
                assertThat(readUntil(socket, "}")).contains("CSRF");
            }
        }
    }

    @Test
    void aSessionOpensWhatItsKeyOpens() throws Exception {
        String admin = newMerchant().at("/key/key").asText();
        Signed read = signed(signIn(newKey(admin, "read").get("key").asText()));
        assertThat(read.document().get("scopes").toString()).isEqualTo("[\"read\"]");
        assertThat(by(read, "GET", "/api/campaigns", null).statusCode()).isEqualTo(200);
        assertProblem(by(read, "GET", "/api/keys", null), 403, "FORBIDDEN");
        assertProblem(by(read, "GET", "/api/operations", null), 403, "FORBIDDEN");
        assertProblem(by(read, "PUT", "/api/campaigns/x", SETTINGS, "X-CSRF-Token", read.csrf()), 403, "FORBIDDEN");
        Signed upload = signed(signIn(newKey(admin, "upload").get("key").asText()));
        assertThat(by(upload, "PUT", "/api/campaigns/x", SETTINGS, "X-CSRF-Token", upload.csrf())
                        .statusCode())
                .isEqualTo(200);
        assertProblem(by(upload, "GET", "/api/campaigns", null), 403, "FORBIDDEN");
    }

    @Test
    void aKeyThatIsSentAsWellCounts() throws Exception {
        Signed signed = signed(signIn(newMerchant().at("/key/key").asText()));
        JsonNode other = newMerchant();
        String key = other.at("/key/key").asText();
        HttpResponse<String> answer = call(key, "POST", "/api/dummy/echo", "", "Cookie", signed.cookie());
        assertThat(tree(answer).get("merchant")).isEqualTo(other.get("id"));
        assertProblem(call("pl_wrong", "GET", "/api/dummy/echo", null, "Cookie", signed.cookie()), 401, "UNAUTHORIZED");
        // What a proxy in front asks for is no key of ours.
        HttpResponse<String> proxied = by(signed, "GET", "/api/dummy/echo", null, "Authorization", "Basic eDp5");
        assertThat(tree(proxied).get("merchant")).isEqualTo(signed.document().at("/merchant/id"));
    }

    @Test
    void aSessionExpiresAndIsRemovedAndEachUseKeepsItFromLyingIdle() throws Exception {
        JsonNode key = newKey(OPERATOR, "read");
        Signed signed = signed(signIn(key.get("key").asText()));
        forgetInMemory(key);
        set(key, "created_at = now() - INTERVAL '3 days', expires_at = now() + INTERVAL '4 days'");
        assertThat(by(signed, "GET", "/api/jobs", null).statusCode()).isEqualTo(200);
        await().until(() -> database.sql(
                        "SELECT expires_at BETWEEN now() + INTERVAL '6 days' AND now() + INTERVAL '7 days' FROM web_sessions"
                                + " WHERE api_key_id = :key")
                .param("key", id(key))
                .query(Boolean.class)
                .single());

        forgetInMemory(key);
        set(key, "created_at = now() - INTERVAL '25 days', expires_at = now() + INTERVAL '1 day'");
        by(signed, "GET", "/api/jobs", null);
        await().until(() -> database.sql(
                        "SELECT expires_at = created_at + INTERVAL '30 days' FROM web_sessions WHERE api_key_id = :key")
                .param("key", id(key))
                .query(Boolean.class)
                .single());

        forgetInMemory(key);
        set(key, "expires_at = now() - INTERVAL '1 second'");
        assertProblem(by(signed, "GET", "/api/jobs", null), 401, "UNAUTHORIZED");
        routes.requestBody("direct:access-forget", "");
        assertThat(sessionsOf(key)).isZero();
    }

    @Test
    void aForeignJobIsNotFoundAndOnesOwnIsStreamedAndDownloaded() throws Exception {
        String owner = newMerchant().at("/key/key").asText();
        String text = "Backer Id,Backer Name,Email,Reward Minimum,Pledge Amount,Pledged At,Pledged Status\n";
        String job = tree(call(owner, "POST", "/api/workbooks/upload?filename=a.csv", text, "Content-Type", "text/csv"))
                .get("jobId")
                .asText();
        Signed own = signed(signIn(owner));
        Signed foreign = signed(signIn(newMerchant().at("/key/key").asText()));
        for (String path : List.of("", "/events", "/errors", "/chunks")) {
            assertThat(by(foreign, "GET", "/api/jobs/" + job + path, null).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(by(own, "GET", "/api/jobs/" + job, null).statusCode()).isEqualTo(200);
        HttpResponse<String> csv = by(own, "GET", "/api/jobs/" + job + "/errors", null, "Accept", "text/csv");
        assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        await().until(() -> !tree(by(own, "GET", "/api/jobs/" + job, null))
                .get("finishedAt")
                .isNull());
        assertThat(by(own, "GET", "/api/jobs/" + job + "/events", null, "Accept", "text/event-stream")
                        .body())
                .contains("event:failed");
    }

    @Test
    void behindAProxyThatEndsTlsTheCookieIsSecure() throws Exception {
        assertThat(signIn(OPERATOR, "X-Forwarded-Proto", "https")
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow())
                .contains("; Secure;");
    }

    @Test
    void theLocalLinkSignsInAndNoOtherDoes() throws Exception {
        LocalSignIn link = new LocalSignIn(
                keys,
                sessions,
                new SessionSettings(java.time.Duration.ofDays(30), java.time.Duration.ofDays(7)),
                new Secret(OPERATOR));
        MockHttpServletResponse answer = new MockHttpServletResponse();
        link.handleRequest(new MockHttpServletRequest("GET", "/local/x"), answer);
        assertThat(answer.getRedirectedUrl()).isEqualTo("/");
        String cookie = String.valueOf(answer.getHeader("Set-Cookie")).split(";")[0];
        JsonNode document = tree(call(null, "GET", "/session", null, "Cookie", cookie));
        assertThat(document.at("/key/label").asText()).isEqualTo("operator");
        assertProblem(call(null, "GET", "/local/anything", null), 404, "NOT_FOUND");
    }

    private JsonNode newMerchant() throws Exception {
        return tree(call(OPERATOR, "POST", "/api/merchants", "{\"name\":\"Sessions\"}"));
    }

    private JsonNode newKey(String by, String scope) throws Exception {
        return tree(call(by, "POST", "/api/keys", "{\"label\":\"page\",\"scopes\":[\"" + scope + "\"]}"));
    }

    private HttpResponse<String> signIn(String key, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return call(null, "POST", "/session", "{\"key\":\"" + key + "\"}", all.toArray(String[]::new));
    }

    private Signed signed(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        return new Signed(cookie, tree(answer).get("csrfToken").asText(), tree(answer));
    }

    private HttpResponse<String> by(Signed signed, String method, String path, String body, String... headers)
            throws Exception {
        List<String> all = new ArrayList<>(List.of("Cookie", signed.cookie()));
        all.addAll(List.of(headers));
        return call(null, method, path, body, all.toArray(String[]::new));
    }

    /** As if this process had not seen the session for ten seconds. */
    private void forgetInMemory(JsonNode key) {
        sessions.forget(id(key));
    }

    private void set(JsonNode key, String values) {
        database.sql("UPDATE web_sessions SET " + values + " WHERE api_key_id = :key")
                .param("key", id(key))
                .update();
    }

    private int sessionsOf(JsonNode key) {
        return database.sql("SELECT count(*) FROM web_sessions WHERE api_key_id = :key")
                .param("key", id(key))
                .query(Integer.class)
                .single();
    }

    private static UUID id(JsonNode key) {
        return UUID.fromString(key.get("id").asText());
    }

    private void assertProblem(HttpResponse<String> response, int status, String code) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        assertThat(tree(response).get("code").asText()).isEqualTo(code);
    }
}
