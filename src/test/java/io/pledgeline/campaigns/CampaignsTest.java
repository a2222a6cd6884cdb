package io.pledgeline.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.http.RunningWeb;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignsTest extends RunningWeb {

    @Test
    void aCampaignIsCreatedChangedAndListedForItsMerchantOnly() throws Exception {
        String key = newMerchant();
        HttpResponse<String> created = call(
                key,
                "PUT",
                "/api/campaigns/spring",
                "{\"name\":\"Spring \\\"24\\\"\",\"timezone\":\"Europe/Berlin\",\"currency\":\"EUR\"}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
        JsonNode campaign = tree(created);
        assertThat(campaign.get("name").asText()).isEqualTo("Spring \"24\"");
        assertThat(campaign.get("timezone").asText()).isEqualTo("Europe/Berlin");
        assertThat(campaign.get("currency").asText()).isEqualTo("EUR");

        JsonNode changed = tree(call(key, "PUT", "/api/campaigns/spring", "{\"name\":\"Spring\"}"));
        assertThat(changed.get("id")).isEqualTo(campaign.get("id"));
        assertThat(changed.get("timezone").asText()).isEqualTo("UTC");
        assertThat(changed.get("currency").isNull()).isTrue();

        assertThat(tree(call(key, "GET", "/api/campaigns", null)).get("items")).containsExactly(changed);
        assertThat(tree(call(newMerchant(), "GET", "/api/campaigns", null)).get("items"))
                .isEmpty();
    }

    @Test
    void aListIsReadPageByPage() throws Exception {
        String key = newMerchant();
        for (String slug : List.of("a", "b", "c", "d")) {
            call(key, "PUT", "/api/campaigns/" + slug, "{\"name\":\"" + slug + "\"}");
        }
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = tree(call(key, "GET", "/api/campaigns?limit=2&cursor=" + cursor, null));
            page.get("items").forEach(item -> read.add(item.get("slug").asText()));
            cursor = page.get("nextCursor").isNull()
                    ? null
                    : page.get("nextCursor").asText();
        } while (cursor != null);
        assertThat(read).containsExactly("d", "c", "b", "a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ok    | {}                                            | name",
                "ok    | {'name': 'a\\u0000b'}                         | name",
                "ok    | {'name': 'a\\u0085b'}                         | name",
                "ok    | {'name': 'x', 'timezone': 'UTC\\u0000'}       | timezone",
                "ok    | {'name': 'x', 'timezone': 'Mars/Base'}        | timezone",
                "ok    | {'name': 'x', 'timezone': '+02:00'}           | timezone",
                "ok    | {'name': 'x', 'currency': 'XXZ'}              | currency",
                "ok    | {'name': 'x', 'currency': 'eur'}              | currency",
                "ok    | {'name': 'x', 'timeZone': 'UTC'}              | timeZone",
                "Not!  | {'name': 'x'}                                 | slug"
            },
            quoteCharacter = '"')
    void whatIsWrongIsNamed(String slug, String body, String field) throws Exception {
        String path = "/api/campaigns/" + slug;
        HttpResponse<String> response = call(OPERATOR, "PUT", path, body.replace('\'', '"'));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(tree(response).get("code").asText()).isEqualTo("INVALID_PARAMETER");
        assertThat(tree(response).get("detail").asText()).startsWith(field + ":");
    }

    private String newMerchant() throws Exception {
        return tree(call(OPERATOR, "POST", "/api/merchants", "{\"name\":\"Campaigns\"}"))
                .at("/key/key")
                .asText();
    }
}
