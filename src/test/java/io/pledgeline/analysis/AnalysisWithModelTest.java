package io.pledgeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.ai.FakeModel;
import io.pledgeline.load.Imports;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** From the upload to the tables with a model: it suggests a column, then reads another one's cells. */
class AnalysisWithModelTest extends RunningAnalyses {

    private static final FakeModel MODEL = new FakeModel();

    private static final String FILE = """
            Kontaktweg;Zugehörigkeit;Was ich will
            ada@example.org;Ulm 7;Backer 1 <> gave 21.50 EUR on 2026-03-02 for 2 x Mug
            bo@example.org;Bonn 9;Backer 2 <> gave 7.00 EUR on 2026-03-03 for 1 x Game
            """;

    private static final String CONFIRMATION = """
            {"mapping": {"Was ich will": "ai"}, "consent": true}""";

    @DynamicPropertySource
    static void askTheFake(DynamicPropertyRegistry properties) {
        properties.add("ai.api-key", () -> "sk-of-a-test");
        properties.add("ai.base-url", MODEL::url);
        properties.add("ai.model", () -> "fake");
        properties.add("ai.columns-timeout", () -> "2s");
    }

    @BeforeEach
    void suggestACity() {
        MODEL.does((call, http) -> {
            if (!call.message().has("columns")) {
                FakeModel.good(call, http);
                return;
            }
            int id = 0;
            for (JsonNode column : call.message().get("columns")) {
                id = column.get("header").asText().equals("Zugehörigkeit")
                        ? column.get("id").asInt()
                        : id;
            }
            FakeModel.complete(
                    http, "{\"columns\": [{\"id\": " + id + ", \"field\": \"address.city\", \"confidence\": 0.9}]}");
        });
    }

    @Test
    void whatAModelSuggestsIsProposedAndWhatItReadsIsImportedAndBothAreRecorded() {
        UUID job = uploadWaiting(FILE);
        JsonNode analysis = analyzed(job);

        assertThat(analysis.at("/columns/0/source").asText()).isEqualTo("SIMILAR");
        assertThat(analysis.at("/columns/1/field").asText()).isEqualTo("address.city");
        assertThat(analysis.at("/columns/1/source").asText()).isEqualTo("AI");
        assertThat(analysis.at("/columns/1/confidence").asDouble()).isBetween(0.5, 0.8);
        assertThat(analysis.at("/ai/sent/0/purpose").asText()).isEqualTo("COLUMNS");
        assertThat(analysis.at("/ai/consent").asBoolean()).isFalse();
        assertThat(MODEL.calls()).hasSize(1);
        assertThat(MODEL.calls().get(0).body().toString()).doesNotContain("Ulm", "Backer", "example.org", "Kontaktweg");

        assertThat(confirm(job, CONFIRMATION)).hasToString("202");
        JsonNode document = imports.end(job);
        assertThat(Imports.rows(document)).as(document.toString()).isEqualTo("2/0/0 of 2");
        assertThat(database.queryForList(
                        "SELECT concat_ws(' ', b.email, b.address ->> 'city', p.amount, i.quantity, d.name) FROM backers b"
                                + " JOIN campaigns c ON c.id = b.campaign_id JOIN pledges p ON p.backer_id = b.id"
                                + " JOIN pledge_items i ON i.pledge_id = p.id JOIN products d ON d.id = i.product_id"
                                + " WHERE c.slug = ? ORDER BY 1",
                        String.class,
                        campaign.slug()))
                .containsExactly("ada@example.org Ulm 7 21.50 2 Mug", "bo@example.org Bonn 9 7.00 1 Game");

        JsonNode ai = analysis(job).get("ai");
        assertThat(ai.get("model").asText()).isEqualTo("fake");
        assertThat(ai.get("calls").asInt()).isEqualTo(2);
        assertThat(ai.get("consent").asBoolean()).isTrue();
        assertThat(ai.at("/sent/1/columns")).hasToString("[\"Was ich will\"]");
        assertThat(ai.at("/sent/1/rows").asInt()).isEqualTo(2);
        assertThat(MODEL.calls()).hasSize(2);
        assertThat(MODEL.calls().get(1).body().toString())
                .contains("gave 21.50")
                .doesNotContain("example.org", "Ulm", "Bonn");
    }

    @Test
    void aLaterFileIsNotSentWithoutAConfirmationOfItsOwn() {
        UUID job = uploadWaiting(FILE);
        analyzed(job);
        confirm(job, CONFIRMATION);
        imports.end(job);
        MODEL.does(FakeModel::good);

        UUID later = uploadWaiting(FILE.replace("Backer 2", "Backer 3"));
        assertThat(imports.document(later).at("/error/code").asText()).isEqualTo("CONSENT_REQUIRED");
        JsonNode analysis = analyzed(later);
        assertThat(analysis.at("/columns/2/field").asText()).isEqualTo("ai");
        assertThat(analysis.at("/columns/2/source").asText()).isEqualTo("REMEMBERED");
        assertThat(MODEL.calls()).isEmpty();

        String seen =
                "{\"consent\": true, \"analysis\": \"" + analysis.get("id").asText() + "\"}";
        assertThat(confirm(later, "{\"consent\": true}")).hasToString("400 CONSENT_REQUIRED");
        JsonNode second = analyzed(later);
        assertThat(confirm(later, seen)).hasToString("409 NOT_ANALYZED");
        assertThat(confirm(
                        later,
                        seen.replace(
                                analysis.get("id").asText(), second.get("id").asText())))
                .hasToString("202");
        assertThat(Imports.rows(imports.end(later))).isEqualTo("2/0/0 of 2");
        // The other row was answered before.
        assertThat(MODEL.calls()).hasSize(1);
        assertThat(MODEL.calls().get(0).rows()).hasSize(1);
    }

    @Test
    void aColumnForAModelNeedsConsent() {
        UUID job = uploadWaiting(FILE);
        analyzed(job);
        assertThat(confirm(job, CONFIRMATION.replace(", \"consent\": true", "")))
                .hasToString("400 CONSENT_REQUIRED");
        assertThat(confirm(job, CONFIRMATION.replace("true", "false"))).hasToString("400 CONSENT_REQUIRED");
        assertThat(confirm(job, CONFIRMATION)).hasToString("202");
        assertThat(analysis(job).get("mapping").toString()).contains("\"field\":\"ai\"");
        imports.end(job);
    }

    @Test
    void theCallsOfEarlierAnalysesStayAndTheAnswersOfAModelAreNotMissedInThePreview() {
        UUID job = uploadWaiting(FILE);
        analyzed(job);
        assertThat(analyzed(job).at("/ai/calls").asInt()).isEqualTo(2);
        assertThat(confirm(job, CONFIRMATION.replace("{\"Was", "{\"Kontaktweg\": \"survey.answer\", \"Was")))
                .hasToString("202");
        imports.end(job);

        UUID later = uploadWaiting(FILE);
        JsonNode analysis = analyzed(later);
        assertThat(analysis.at("/columns/2/field").asText()).isEqualTo("ai");
        assertThat(analysis.get("rows").toString()).doesNotContain("\uE000");
        assertThat(analysis.get("rows").findValuesAsText("code")).isEmpty();
    }

    @Test
    void theAnalysisGoesOnWhenTheModelDoesNotAnswer() {
        MODEL.does((call, http) -> http.sendResponseHeaders(503, -1));
        UUID job = uploadWaiting(FILE);
        JsonNode analysis = analyzed(job);

        assertThat(analysis.at("/warnings/0/code").asText()).isEqualTo("AI_UNAVAILABLE");
        assertThat(analysis.at("/columns/0/field").asText()).isEqualTo("backer.email");
        assertThat(confirm(job, null)).hasToString("202");
        assertThat(Imports.rows(imports.end(job))).isEqualTo("2/0/0 of 2");
    }
}
