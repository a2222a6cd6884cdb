package io.pledgeline.analysis;

import static io.pledgeline.unpack.Archives.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import io.pledgeline.unpack.Archives;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is refused of a confirmation, and what a confirmation without a model cannot say. */
class ConfirmTest extends RunningAnalyses {

    @Test
    void whatIsWrongWithAMappingIsNamed() {
        UUID job = uploadWaiting(UNKNOWN);
        analyzed(job);

        assertThat(refusal(job, "{\"Kontakt\": \"backer.email\"}"))
                .startsWith("400 INVALID_MAPPING")
                .contains("Kontakt");
        assertThat(refusal(job, "{\"Kontaktweg\": \"backer.mail\"}"))
                .startsWith("400 INVALID_MAPPING")
                .contains("backer.mail", "Kontaktweg");
        assertThat(refusal(job, "{\"Kontaktweg\": \"backer.email\", \"Farbwunsch\": \"backer.email\"}"))
                .startsWith("400 INVALID_MAPPING")
                .contains("Kontaktweg", "Farbwunsch", "backer.email");
        assertThat(refusal(job, "{\"Kontaktweg\": \"ignored\", \"Unterstützerin\": \"ignored\"}"))
                .startsWith("400 INVALID_MAPPING")
                .contains("backer.key", "list.csv");
        assertThat(refusal(job, "[{\"header\": \"Kontaktweg\", \"field\": \"backer.email\", \"occurrence\": 2}]"))
                .startsWith("400 INVALID_MAPPING")
                .contains("Kontaktweg");
        for (String mapping : List.of(
                "\"all\"",
                "7",
                "{\"Kontaktweg\": null}",
                "[{\"header\": \"Kontaktweg\"}]",
                "[{\"field\": \"backer.email\"}]",
                "[\"Kontaktweg\"]",
                "[{\"header\": \"Kontaktweg\", \"field\": \"backer.email\", \"occurrence\": 0}]")) {
            assertThat(refusal(job, mapping)).as(mapping).startsWith("400 INVALID_MAPPING");
        }
        assertThat(imports.document(job).get("phase").asText()).isEqualTo("WAITING_FOR_MAPPING");
        assertThat(analysis(job).get("mapping").isNull()).isTrue();
    }

    @Test
    void whatWasProposedGivesWayToWhatAPersonSaysAndStaysADetail() {
        UUID job = uploadWaiting(UNKNOWN);
        analyzed(job);
        assertThat(confirm(job, "{\"mapping\": {\"Farbwunsch\": \"backer.name\", \"Beisteuer\": \"pledge.amount\"}}"))
                .hasToString("202");

        assertThat(Imports.rows(imports.end(job))).isEqualTo("2/0/0 of 2");
        assertThat(pledges())
                .containsExactlyInAnyOrder("ada@example.org blau 12.50 generic", "bo@example.org rot 7.00 generic");
        assertThat(analysis(job).get("mapping").toString())
                .contains("{\"header\":\"Unterstützerin\",\"occurrence\":1,\"field\":\"pledge.details\"}");
    }

    @Test
    void aFileThatIsKnownByItsCellsIsConfirmed() {
        UUID job = uploadWaiting("Vorgang,Email,Amount\nPBID17,ada@example.org,5.00\n", "start=manual");
        assertThat(analyzed(job).get("platform").asText()).isEqualTo("pledgebox");
        assertThat(confirm(job, null)).hasToString("202");
        assertThat(Imports.rows(imports.end(job))).isEqualTo("1/0/0 of 1");
    }

    @Test
    void columnsThatAreRivalsInOneFileOfAZipOnlyAreConfirmedAsTheyAreProposed() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a.csv", utf8("Kontaktweg;Beitragssumme\nada@example.org;1,00\n"));
        entries.put("b.csv", utf8("Mailkontakt;Beitragssumme\nbo@example.org;2,00\n"));
        entries.put("c.csv", utf8("Kontaktweg;Mailkontakt;Beitragssumme\ncy@example.org;cy@example.com;3,00\n"));
        UUID job = uploadWaiting("lists.zip", Archives.zip(entries));
        assertThat(analyzed(job).at("/columns").findValuesAsText("field"))
                .containsExactly("backer.email", "pledge.amount", "backer.email");
        assertThat(confirm(job, null)).hasToString("202");
        assertThat(Imports.rows(imports.end(job))).isEqualTo("3/0/0 of 3");
        assertThat(pledges())
                .containsExactly(
                        "ada@example.org 1.00 generic", "bo@example.org 2.00 generic", "cy@example.org 3.00 generic");
    }

    @Test
    void aConfirmationOfAnotherProposalThanTheLatestIsRefused() {
        UUID job = uploadWaiting(UNKNOWN);
        String seen = "{\"analysis\": \"" + analyzed(job).get("id").asText() + "\"}";
        analyzed(job);
        assertThat(confirm(job, seen)).hasToString("409 NOT_ANALYZED");
        assertThat(confirm(job, "{\"analysis\": 7}")).hasToString("400 INVALID_PARAMETER");
    }

    private String refusal(UUID job, String mapping) {
        Answer answer = confirm(job, "{\"mapping\": " + mapping + "}");
        return answer + " " + answer.body().path("detail").asText();
    }

    @Test
    void aMalformedBodyIsToldAsEverywhere() {
        UUID job = uploadWaiting(UNKNOWN);
        analyzed(job);
        assertThat(confirm(job, "{\"mapping\"")).hasToString("400 MALFORMED_JSON");
        assertThat(confirm(job, "[]")).hasToString("400 MALFORMED_JSON");
        assertThat(confirm(job, "{\"maping\": {}}")).hasToString("400 INVALID_PARAMETER");
        assertThat(confirm(job, "{\"consent\": \"yes\"}")).hasToString("400 INVALID_PARAMETER");
    }

    @Test
    void headersAreComparedAsTheMappingComparesThem() {
        UUID job = uploadWaiting(UNKNOWN);
        analyzed(job);
        assertThat(confirm(job, MAPPING.replace("Kontaktweg", " KONTAKTWEG ").replace("Beisteuer", "beisteuer")))
                .hasToString("202");
        assertThat(Imports.rows(imports.end(job))).isEqualTo("2/0/0 of 2");
    }

    @Test
    void whatWasNotAnalysedOrDoesNotWaitIsNotConfirmed() {
        UUID job = uploadWaiting(UNKNOWN);
        assertThat(confirm(job, null)).hasToString("409 NOT_ANALYZED");
        assertThat(call(campaign, "GET", path(job, "analysis"), null)).hasToString("404 NOT_FOUND");
        analyzed(job);
        assertThat(confirm(job, MAPPING)).hasToString("202");
        assertThat(confirm(job, MAPPING)).hasToString("409 NOT_WAITING");
        imports.end(job);
        assertThat(confirm(job, MAPPING)).hasToString("409 NOT_WAITING");

        UUID imported = imports.upload(campaign, Export.of(1, 3));
        imports.end(imported);
        assertThat(analyzed(imported).get("platform").asText()).isEqualTo("kickstarter");
        assertThat(confirm(imported, null)).hasToString("409 NOT_WAITING");
    }

    @Test
    void ofTwoConfirmationsAtOnceOneCounts() {
        for (int round = 0; round < 5; round++) {
            campaign = imports.newCampaign();
            UUID job = uploadWaiting(UNKNOWN);
            analyzed(job);
            List<CompletableFuture<String>> both = Stream.of("backer.name", "pledge.details")
                    .map(field -> MAPPING.replace("backer.name", field))
                    .map(body -> CompletableFuture.supplyAsync(
                            () -> confirm(job, body).toString()))
                    .toList();
            assertThat(both.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder("202", "409 NOT_WAITING");
            assertThat(Imports.rows(imports.end(job))).isEqualTo("2/0/0 of 2");
        }
    }

    @Test
    void aColumnIsNotGivenToAModelThatIsNotConfigured() {
        UUID job = uploadWaiting(UNKNOWN);
        analyzed(job);
        String body = MAPPING.replace("\"mapping\": {", "\"mapping\": {\"Farbwunsch\": \"ai\", ");
        assertThat(confirm(job, body)).hasToString("409 AI_NOT_CONFIGURED");
        assertThat(confirm(job, body.replaceFirst("\\{", "{\"consent\": true, ")))
                .hasToString("409 AI_NOT_CONFIGURED");
        assertThat(confirm(job, MAPPING.replaceFirst("\\{", "{\"consent\": true, ")))
                .hasToString("202");
        assertThat(imports.number("SELECT count(*) FROM analyses WHERE consent AND workbook_id = ?", workbookOf(job)))
                .isEqualTo(1);
    }

    @Test
    void aRememberedMappingWithAColumnForAModelAsksForConsentAgain() {
        UUID first = uploadWaiting(UNKNOWN);
        analyzed(first);
        assertThat(confirm(
                        first, MAPPING.replace("\"mapping\": {", "\"mapping\": {\"Farbwunsch\": \"survey.answer\", ")))
                .hasToString("202");
        imports.end(first);
        database.update(
                "UPDATE remembered_mappings SET choices = replace(choices::text, '\"survey.answer\"', '\"ai\"')::json"
                        + " WHERE analysis_id = (SELECT id FROM analyses WHERE workbook_id = ?)",
                workbookOf(first));

        UUID second = uploadWaiting(UNKNOWN);
        JsonNode document = imports.document(second);
        assertThat(document.at("/error/code").asText()).isEqualTo("CONSENT_REQUIRED");
        assertThat(document.at("/error/detail").asText()).contains(path(second, "analyze"));
    }

    @Test
    void anotherMerchantsWorkbookIsNotThere() {
        UUID job = uploadWaiting(UNKNOWN);
        analyzed(job);
        Imports.Campaign other = imports.newCampaign();
        for (String path : List.of(path(job, ""), "/api/workbooks/" + UUID.randomUUID() + "/")) {
            assertThat(call(other, "POST", path + "analyze", null)).hasToString("404 NOT_FOUND");
            assertThat(call(other, "GET", path + "analysis", null)).hasToString("404 NOT_FOUND");
            assertThat(call(other, "POST", path + "analyze/confirm", MAPPING)).hasToString("404 NOT_FOUND");
        }
        assertThat(call(campaign, "POST", "/api/workbooks/17/analyze", null)).hasToString("400 INVALID_PARAMETER");
        assertThat(call(campaign, "GET", "/api/workbooks/17/analysis", null)).hasToString("400 INVALID_PARAMETER");
        assertThat(call(campaign, "POST", "/api/workbooks/17/analyze/confirm", null))
                .hasToString("400 INVALID_PARAMETER");
    }
}
