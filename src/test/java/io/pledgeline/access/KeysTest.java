package io.pledgeline.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.http.RunningWeb;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class KeysTest extends RunningWeb {

    @Autowired
    JdbcClient database;

    @Test
    void aKeyIsShownOnceListedWithoutItsTextAndWorksUntilItIsRevoked() throws Exception {
        HttpResponse<String> created =
                call(OPERATOR, "POST", "/api/keys", "{\"label\":\"shop\",\"scopes\":[\"read\",\"admin\"]}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("content-type")).contains("application/json");
        JsonNode key = tree(created);
        assertThat(key.properties())
                .extracting(field -> field.getKey())
                .containsExactlyInAnyOrder("id", "label", "scopes", "key", "createdAt");
        assertThat(key.get("key").asText()).matches("pl_[A-Za-z0-9_-]{43}");
        assertThat(key.get("createdAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

        String secret = key.get("key").asText();
        HttpResponse<String> listed = call(secret, "GET", "/api/keys", null);
        assertThat(listed.statusCode()).isEqualTo(200);
        assertThat(listed.body()).contains(key.get("id").asText()).doesNotContain(secret);

        String path = "/api/keys/" + key.get("id").asText();
        HttpResponse<String> revoked = call(OPERATOR, "DELETE", path + "?id=" + UUID.randomUUID(), null);
        assertThat(revoked.statusCode()).isEqualTo(204);
        assertThat(revoked.body()).isEmpty();
        assertThat(call(secret, "GET", "/api/keys", null).statusCode()).isEqualTo(401);
        assertThat(call(OPERATOR, "DELETE", path, null).statusCode()).isEqualTo(404);
    }

    @Test
    void eachScopeOpensItsOwn() throws Exception {
        String read = newKey(OPERATOR, "read");
        String upload = newKey(OPERATOR, "upload");
        String settings = "{\"name\":\"Scopes\"}";

        assertThat(call(read, "GET", "/api/campaigns", null).statusCode()).isEqualTo(200);
        assertThat(call(upload, "GET", "/api/campaigns", null).statusCode()).isEqualTo(403);
        assertThat(call(upload, "PUT", "/api/campaigns/scopes", settings).statusCode())
                .isEqualTo(200);
        HttpResponse<String> forbidden = call(read, "PUT", "/api/campaigns/scopes", settings);
        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(tree(forbidden).get("code").asText()).isEqualTo("FORBIDDEN");
        assertThat(call(read, "GET", "/api/keys", null).statusCode()).isEqualTo(403);
        assertThat(call(upload, "DELETE", "/api/keys/" + UUID.randomUUID(), null)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void onlyTheOperatorCreatesMerchantsAndNoneSeesWhatIsAnothers() throws Exception {
        JsonNode acme = tree(call(OPERATOR, "POST", "/api/merchants", "{\"name\":\"Ácme & Söhne\"}"));
        assertThat(acme.get("slug").asText()).isEqualTo("acme-sohne");
        String key = acme.at("/key/key").asText();
        JsonNode again = tree(call(OPERATOR, "POST", "/api/merchants", "{\"name\":\"Ácme & Söhne\"}"));
        assertThat(again.get("slug").asText()).isEqualTo("acme-sohne-2");

        assertThat(call(key, "POST", "/api/merchants", "{\"name\":\"x\"}").statusCode())
                .isEqualTo(403);
        String foreign = again.at("/key/id").asText();
        HttpResponse<String> hidden = call(key, "DELETE", "/api/keys/" + foreign, null);
        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(tree(hidden).get("code").asText()).isEqualTo("NOT_FOUND");
        assertThat(call(key, "GET", "/api/keys", null).body()).doesNotContain(foreign);
        assertThat(call(again.at("/key/key").asText(), "GET", "/api/keys", null).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theOperatorsKeyIsNotRevokedOverHttp() throws Exception {
        String id = database.sql("SELECT id::text FROM api_keys WHERE operator AND revoked_at IS NULL")
                .query(String.class)
                .single();
        assertThat(call(OPERATOR, "DELETE", "/api/keys/" + id, null).statusCode())
                .isEqualTo(409);
    }

    @Test
    void whatIsWrongWithARequestIsNamed() throws Exception {
        assertProblem(call(OPERATOR, "POST", "/api/keys", "{\"label\":"), 400, "MALFORMED_JSON");
        assertProblem(call(OPERATOR, "POST", "/api/keys", null), 400, "MALFORMED_JSON");
        assertProblem(call(OPERATOR, "POST", "/api/keys", "[]"), 400, "MALFORMED_JSON");
        assertThat(detail("{\"label\":\"a\",\"scopes\":[\"root\"]}")).contains("scopes");
        assertThat(detail("{\"label\":\"a\",\"scopes\":[]}")).contains("scopes");
        assertThat(detail("{\"scopes\":[\"read\"]}")).contains("label");
        assertThat(detail("{\"label\":\"a\",\"scopes\":[\"read\"],\"operator\":true}"))
                .contains("operator");
        assertThat(detail("{\"label\":\"a\\u0000b\",\"scopes\":[\"read\"]}")).contains("label");
        assertThat(detail("{\"label\":\"a\\nb\",\"scopes\":[\"read\"]}")).contains("label");
        assertThat(detail("{\"label\":\"a\\ud800b\",\"scopes\":[\"read\"]}")).contains("label");
        assertProblem(call(OPERATOR, "POST", "/api/merchants", "{\"name\":\"a\\u0000b\"}"), 400, "INVALID_PARAMETER");
        assertProblem(call(OPERATOR, "DELETE", "/api/keys/17", null), 400, "INVALID_PARAMETER");
    }

    @Test
    void theLastUseIsNoted() throws Exception {
        JsonNode key = tree(call(OPERATOR, "POST", "/api/keys", "{\"label\":\"used\",\"scopes\":[\"read\"]}"));
        call(key.get("key").asText(), "GET", "/api/campaigns", null);
        Awaitility.await()
                .until(() -> database.sql("SELECT last_used_at IS NOT NULL FROM api_keys WHERE id = :id")
                        .param("id", UUID.fromString(key.get("id").asText()))
                        .query(Boolean.class)
                        .single());
    }

    private String newKey(String by, String scope) throws Exception {
        return tree(call(by, "POST", "/api/keys", "{\"label\":\"t\",\"scopes\":[\"" + scope + "\"]}"))
                .get("key")
                .asText();
    }

    private String detail(String body) throws Exception {
        HttpResponse<String> response = call(OPERATOR, "POST", "/api/keys", body);
        assertProblem(response, 400, "INVALID_PARAMETER");
        return tree(response).get("detail").asText();
    }

    private void assertProblem(HttpResponse<String> response, int status, String code) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        assertThat(tree(response).get("code").asText()).isEqualTo(code);
    }
}
