package io.pledgeline.analysis;

import static io.pledgeline.load.Imports.rows;
import static io.pledgeline.unpack.Archives.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import io.pledgeline.unpack.Archives;
import io.pledgeline.unpack.Workbooks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A file that nobody knows, from its upload over what is proposed and confirmed to the tables. */
class AnalysisTest extends RunningAnalyses {

    @Test
    void anUnknownFileIsAnalysedConfirmedAndImportedByTheSameJob() {
        UUID job = uploadWaiting(UNKNOWN);
        assertThat(imports.document(job).at("/error/detail").asText())
                .contains("POST " + path(job, "analyze") + " ", "POST " + path(job, "analyze/confirm") + " ");

        JsonNode analysis = analyzed(job);
        assertThat(names(analysis))
                .containsExactly(
                        "id",
                        "workbookId",
                        "status",
                        "error",
                        "platform",
                        "row",
                        "columns",
                        "missing",
                        "warnings",
                        "rows",
                        "files",
                        "confirmedAt",
                        "mapping",
                        "ai");
        assertThat(analysis.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(analysis.get("platform").asText()).isEqualTo("generic");
        assertThat(analysis.get("row").asText()).isEqualTo("PLEDGE");
        assertThat(analysis.get("files")).hasToString("[\"list.csv\"]");
        assertThat(analysis.get("confirmedAt").isNull()).isTrue();
        assertThat(analysis.get("mapping").isNull()).isTrue();
        assertThat(analysis.get("columns").findValuesAsText("header"))
                .containsExactly("Kontaktweg", "Unterstützerin", "Beisteuer", "Farbwunsch");
        assertThat(names(analysis.at("/columns/0")))
                .containsExactly("header", "occurrence", "field", "confidence", "source", "reason", "samples");
        assertThat(analysis.at("/columns/3/samples")).hasToString("[\"blau\",\"rot\"]");
        assertThat(analysis.get("rows"))
                .extracting(row -> row.get("row").asInt())
                .containsExactly(2, 3);

        Answer answer = confirm(job, MAPPING);
        assertThat(answer).hasToString("202");
        assertThat(answer.body()).hasToString("{\"jobId\":\"" + job + "\"}");
        assertThat(answer.location()).isEqualTo("/api/jobs/" + job);
        JsonNode ended = imports.end(job);
        assertThat(rows(ended)).as(ended.toString()).isEqualTo("2/0/0 of 2");
        assertThat(ended.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(ended.get("error").isNull()).isTrue();
        assertThat(pledges())
                .containsExactly("ada@example.org Ada Muster 12.50 generic", "bo@example.org Bo Muster 7.00 generic");
        assertThat(analysis(job).get("confirmedAt").asText()).endsWith("Z");
        assertThat(analysis(job).at("/mapping/0"))
                .hasToString("{\"header\":\"Kontaktweg\",\"occurrence\":1,\"field\":\"backer.email\"}");
    }

    @Test
    void theProposalHoldsNoCellsAndThePreviewNamesTheErrorsOfTheImport() {
        UUID job = uploadWaiting("Email;Betrag;Wann\nada@example.org;12,50;x\nnobody;-3,00;y\n", "start=manual");
        JsonNode analysis = analyzed(job);

        assertThat(database.queryForObject(
                        "SELECT proposal::text FROM analyses WHERE workbook_id = ?", String.class, workbookOf(job)))
                .doesNotContain("ada@example.org", "12,50");
        assertThat(analysis.at("/rows/0/backer/email").asText()).isEqualTo("ada@example.org");
        assertThat(analysis.at("/rows/0/pledge/amount")).hasToString("12.5");
        assertThat(analysis.at("/rows/0/errors")).isEmpty();
        List<String> shown = analysis.at("/rows/1/errors").findValuesAsText("code");
        assertThat(names(analysis.at("/rows/1/errors/0"))).containsExactly("row", "column", "value", "code", "message");

        assertThat(confirm(job, null)).hasToString("202");
        imports.end(job);
        assertThat(imports.errors(job))
                .extracting(error -> error.get("code").asText())
                .containsExactlyElementsOf(shown);
        assertThat(shown).containsExactly("INVALID_EMAIL", "NEGATIVE_AMOUNT");
    }

    @Test
    void cellsThatAreNoTextAreShownAsFarAsTheyAre() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(utf8("Kontaktweg;Beisteuer;Wörter\nada@example.org;5;grün 🎲\nbo@example.org;6;Z"));
        file.write(0xFC);
        file.write(utf8("rich\ncy@example.org;7;\0\n"));
        UUID job = uploadWaiting("list.csv", file.toByteArray());
        JsonNode analysis = analyzed(job);

        assertThat(analysis.at("/columns/2/samples/0").asText()).isEqualTo("grün 🎲");
        assertThat(analysis.at("/columns/2/samples/1").asText()).isEqualTo("Z\uFFFDrich");
        assertThat(analysis.at("/columns/2/samples/2").asText()).isEqualTo("\uFFFD");
        assertThat(analysis.at("/rows/0/errors").findValuesAsText("code")).doesNotContain("INVALID_CHARACTER");
        assertThat(analysis.at("/rows/1/errors").findValuesAsText("code")).contains("INVALID_CHARACTER");
        assertThat(analysis.at("/rows/2/errors").findValuesAsText("code")).contains("INVALID_CHARACTER");
    }

    @Test
    void aHeaderThatIsNoTextIsKnownByWhatIsShownOfIt() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(utf8("Kontaktweg;Beisteuer;Gr"));
        file.write(0xFF);
        file.write(utf8("ße\nada@example.org;5;größer als übergroß 🎲\n"));
        UUID job = uploadWaiting("list.csv", file.toByteArray());
        assertThat(analyzed(job).at("/columns/2/header").asText()).isEqualTo("Gr\uFFFDße");

        Answer answer = confirm(
                job,
                "{\"mapping\":{\"Kontaktweg\":\"backer.email\",\"Beisteuer\":\"pledge.amount\",\"Gr\uFFFDße\":\"backer.name\"}}");
        assertThat(answer).hasToString("202");
        assertThat(rows(imports.end(job))).isEqualTo("1/0/0 of 1");
        assertThat(pledges()).containsExactly("ada@example.org größer als übergroß 🎲 5.00 generic");
        assertThat(warnings(imports.end(imports.uploadAs("later.csv", campaign, file.toByteArray()))))
                .contains("MAPPING_REMEMBERED");
    }

    @Test
    void aLaterFileWithTheSameHeadersIsImportedWithoutAsking() {
        UUID first = uploadWaiting(UNKNOWN);
        analyzed(first);
        confirm(first, MAPPING);
        imports.end(first);

        UUID later = imports.uploadAs(
                "later.csv",
                campaign,
                utf8("Farbwunsch;BEISTEUER;Kontaktweg ;Unterstützerin\ngelb;9,25;cy@example.org;Cy Muster\n"));
        JsonNode ended = imports.end(later);
        assertThat(ended.get("status").asText()).as(ended.toString()).isEqualTo("COMPLETED");
        assertThat(warnings(ended)).contains("MAPPING_REMEMBERED");
        assertThat(ended.get("warnings").toString()).contains("list.csv");
        assertThat(pledges()).contains("cy@example.org Cy Muster 9.25 generic").hasSize(3);
    }

    @Test
    void anotherCampaignOfTheMerchantIsAskedAgain() {
        UUID first = uploadWaiting(UNKNOWN);
        analyzed(first);
        confirm(first, MAPPING);
        imports.end(first);
        campaign = new Imports.Campaign(campaign.key(), "c-" + UUID.randomUUID());

        UUID other = uploadWaiting(UNKNOWN);
        assertThat(analyzed(other).get("status").asText()).isEqualTo("COMPLETED");
        assertThat(confirm(other, MAPPING)).hasToString("202");
        assertThat(rows(imports.end(other))).isEqualTo("2/0/0 of 2");
        assertThat(imports.number(
                        "SELECT count(*) FROM remembered_mappings r JOIN analyses a ON a.id = r.analysis_id WHERE a.workbook_id IN (?, ?)",
                        workbookOf(first),
                        workbookOf(other)))
                .isEqualTo(2);
    }

    @Test
    void aRecognisedFileWaitsIfItsCreatorWantsToLookFirst() {
        UUID job = imports.upload(campaign, Export.of(1, 120), "start=manual");
        untilWaiting(job);
        assertThat(imports.document(job).get("error").isNull()).isTrue();
        assertThat(imports.records(campaign).get("backers")).isZero();

        JsonNode analysis = analyzed(job);
        assertThat(analysis.get("platform").asText()).isEqualTo("kickstarter");
        assertThat(analysis.get("rows")).hasSize(50);
        assertThat(analysis.get("missing")).isEmpty();
        assertThat(confirm(job, "")).hasToString("202");
        JsonNode ended = imports.end(job);
        assertThat(rows(ended)).as(ended.toString()).isEqualTo("120/0/0 of 120");
        assertThat(ended.get("platform").asText()).isEqualTo("kickstarter");
        assertThat(products()).isEqualTo(productsWithoutAsking(Export.of(1, 120)));
    }

    private List<String> productsWithoutAsking(Export export) {
        campaign = imports.newCampaign();
        imports.run(campaign, export);
        return products();
    }

    private List<String> products() {
        return database.queryForList(
                "SELECT concat_ws(' ', p.external_id, p.name, i.pledged) FROM products p JOIN campaigns c ON c.id = p.campaign_id"
                        + " LEFT JOIN inventory i ON i.product_id = p.id WHERE c.slug = ? ORDER BY 1",
                String.class,
                campaign.slug());
    }

    @Test
    void theFilesOfAZipShareOneList() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("one.csv", utf8(UNKNOWN));
        entries.put("two.csv", utf8("Post an;Beisteuer;Größe\ncy@example.org;3,00;L\n"));
        UUID job = uploadWaiting("lists.zip", Archives.zip(entries));
        JsonNode analysis = analyzed(job);

        assertThat(analysis.get("files")).hasToString("[\"one.csv\",\"two.csv\"]");
        assertThat(analysis.get("columns").findValuesAsText("header"))
                .containsExactly("Kontaktweg", "Unterstützerin", "Beisteuer", "Farbwunsch", "Post an", "Größe");
        assertThat(analysis.get("rows").findValuesAsText("file")).containsExactly("one.csv", "one.csv", "two.csv");
        // Each file has its own column of addresses.
        assertThat(confirm(job, MAPPING.replace("{\"Kontaktweg", "{\"Post an\": \"survey.answer\", \"Kontaktweg")))
                .hasToString("400 INVALID_MAPPING");
        Answer answer = confirm(job, MAPPING.replace("{\"Kontaktweg", "{\"Post an\": \"backer.email\", \"Kontaktweg"));
        assertThat(answer).hasToString("202");
        JsonNode ended = imports.end(job);
        assertThat(rows(ended)).as(ended.toString()).isEqualTo("3/0/0 of 3");
        assertThat(pledges()).hasSize(3).contains("cy@example.org 3.00 generic");
        assertThat(imports.number(
                        "SELECT count(*) FROM remembered_mappings r JOIN analyses a ON a.id = r.analysis_id WHERE a.workbook_id = ?",
                        workbookOf(job)))
                .isEqualTo(2);

        UUID later = imports.uploadAs("two.csv", campaign, utf8("Größe;Post an;Beisteuer\nM;di@example.org;4,00\n"));
        assertThat(warnings(imports.end(later))).contains("MAPPING_REMEMBERED");
        assertThat(pledges()).hasSize(4);
    }

    @Test
    void whatWasDecidedAboutTheFirstFileOfAZipIsDecidedAnewWhenTheSecondHadToWait() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("one.csv", utf8("Email;Name;Betrag;Kennung\nada@example.org;Ada;1,00;n1\n"));
        entries.put("two.csv", utf8("Kennung;Beisteuer\nbo@example.org;2,00\n"));
        UUID job = uploadWaiting("lists.zip", Archives.zip(entries));
        analyzed(job);

        Answer answer = confirm(
                job,
                "{\"mapping\":{\"Name\":\"survey.answer\",\"Kennung\":\"backer.name\",\"Beisteuer\":\"pledge.amount\"}}");
        assertThat(answer).hasToString("202");
        assertThat(rows(imports.end(job))).isEqualTo("2/0/0 of 2");
        assertThat(pledges()).containsExactly("ada@example.org n1 1.00 generic", "bo@example.org 2.00 generic");
    }

    @Test
    void ofAZipOfVeryManyFilesTheFirstAreLookedAt() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int n = 1; n <= 102; n++) {
            entries.put(n + ".csv", utf8("Kontaktweg;Beisteuer\nn" + n + "@example.org;1,00\n"));
        }
        UUID job = uploadWaiting("lists.zip", Archives.zip(entries));
        JsonNode analysis = analyzed(job);
        assertThat(analysis.get("files")).hasSize(100);
        assertThat(analysis.get("rows")).hasSize(50);
        assertThat(analysis.get("columns")).hasSize(2);
        assertThat(warnings(analysis)).contains("FILES_LEFT_OUT");

        Answer answer =
                confirm(job, "{\"mapping\": {\"Kontaktweg\": \"backer.email\", \"Beisteuer\": \"pledge.amount\"}}");
        assertThat(answer).hasToString("202");
        assertThat(rows(imports.end(job))).isEqualTo("102/0/0 of 102");
    }

    @Test
    void anExcelWorkbookIsAnalysedAsItIsShown() throws IOException {
        byte[] file = Workbooks.of(new YAMLMapper().readTree("""
                sheets:
                  - name: Liste
                    rows:
                      - [Kontaktweg, Unterstützerin, Beisteuer, Farbwunsch]
                      - [ada@example.org, Ada Muster, {number: 12.5, format: "0.00"}, blau]
                """));
        UUID job = uploadWaiting("liste.xlsx", file);
        assertThat(analyzed(job).at("/columns/2/samples")).hasToString("[\"12.50\"]");
        assertThat(confirm(job, MAPPING)).hasToString("202");
        assertThat(rows(imports.end(job))).isEqualTo("1/0/0 of 1");
        assertThat(pledges()).containsExactly("ada@example.org Ada Muster 12.50 generic");
    }

    @Test
    void columnsOfOneHeaderAreChosenOneByOneOrAllAtOnce() {
        UUID job = uploadWaiting("Kontaktweg;Beisteuer;Post\nx;1,00;ada@example.org\n".replace("Post", "Kontaktweg"));
        JsonNode analysis = analyzed(job);
        assertThat(analysis.get("columns").findValuesAsText("occurrence")).containsExactly("1", "1", "2");
        assertThat(confirm(job, "{\"mapping\": {\"Kontaktweg\": \"backer.email\", \"Beisteuer\": \"pledge.amount\"}}"))
                .hasToString("400 INVALID_MAPPING");

        // As a client sends the columns back that it was given.
        String columns = analysis.get("columns").toString();
        columns = columns.replaceFirst("(\"occurrence\":1,\"field\":)\"[^\"]*\"", "$1\"ignored\"")
                .replaceFirst("(\"occurrence\":2,\"field\":)\"[^\"]*\"", "$1\"backer.email\"")
                .replaceFirst("(\"Beisteuer\",\"occurrence\":1,\"field\":)\"[^\"]*\"", "$1\"pledge.amount\"");
        assertThat(confirm(job, "{\"consent\": true, \"mapping\": " + columns + "}"))
                .hasToString("202");
        assertThat(rows(imports.end(job))).isEqualTo("1/0/0 of 1");
        assertThat(pledges()).containsExactly("ada@example.org 1.00 generic");
    }

    static List<String> names(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }
}
