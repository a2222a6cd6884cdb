package io.pledgeline.load;

import static io.pledgeline.load.Imports.figures;
import static io.pledgeline.load.Imports.records;
import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Imports.Campaign;
import io.pledgeline.platform.Choices;
import io.pledgeline.platform.Choices.Choice;
import io.pledgeline.unpack.Archives;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Failed rows come back: corrected, uploaded again, and settled in the account of the import in which they failed. */
class CorrectionsTest extends RunningImports {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String REFUSE =
            "IF NEW.name = 'Backer 150' THEN RAISE EXCEPTION 'refused' USING ERRCODE = 'P0001'; END IF;";

    private FailedCsv failed(UUID job) {
        return FailedCsv.of(imports, campaign, job);
    }

    private UUID correct(UUID job, FailedCsv csv, String... query) {
        String[] all =
                Stream.concat(Stream.of("corrects=" + job), Stream.of(query)).toArray(String[]::new);
        return imports.upload(campaign, csv.bytes(), all);
    }

    private JsonNode corrected(UUID job, FailedCsv csv, String... query) {
        return imports.end(correct(job, csv, query));
    }

    private UUID ended(Export export, String... query) {
        UUID job = imports.upload(campaign, export, query);
        imports.end(job);
        return job;
    }

    /** 250 rows of which the 10th, 20th, 120th and 240th have no e-mail address. */
    private static Export fourBad() {
        Export export = Export.of(1, 250);
        for (int place : new int[] {10, 20, 120, 240}) {
            export.set(place, "Email", "nobody");
        }
        return export;
    }

    /** What every account has to be, whatever was corrected. */
    private void assertAccounted(UUID job) {
        assertThat(imports.number(
                        "SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ? AND rows_imported + rows_failed + rows_skipped <> rows",
                        job))
                .isZero();
        JsonNode results = imports.document(job).get("results");
        for (String figure : List.of("rowsImported", "rowsFailed", "rowsSkipped")) {
            assertThat(results.get(figure).asInt())
                    .as(figure)
                    .isEqualTo(
                            imports.number("SELECT (upload_figures(?) #>> ARRAY['results', ?])::integer", job, figure));
        }
        assertThat(failed(job).column("_row"))
                .doesNotHaveDuplicates()
                .hasSize(results.get("rowsFailed").asInt());
    }

    private List<String> codes(UUID job) {
        return imports.errors(job).stream()
                .map(error -> error.get("row").asText() + " "
                        + error.get("column").asText() + " " + error.get("code").asText())
                .toList();
    }

    @Test
    void correctedRowsAreSettledInTheAccountOfTheFirstImport() {
        UUID first = ended(fourBad());
        FailedCsv csv = failed(first);
        assertThat(csv.column("_row")).containsExactly("11", "21", "121", "241");

        JsonNode second = corrected(first, csv.setAll("Email", "found@example.org"));

        assertThat(second.get("status").asText()).as(second.toString()).isEqualTo("COMPLETED");
        assertThat(second.get("platform").asText()).isEqualTo("kickstarter");
        assertThat(rows(second)).isEqualTo("4/0/0 of 4");
        assertThat(figures(second, "pledges")).isEqualTo("4/0/0");
        assertThat(second.at("/results/missing").isMissingNode()).isTrue();
        JsonNode document = imports.document(first);
        assertThat(rows(document)).isEqualTo("250/0/0 of 250");
        assertThat(document.at("/progress/percent").asInt()).isEqualTo(100);
        assertThat(figures(document, "pledges")).isEqualTo("246/0/0");
        assertThat(document.at("/results/missing").asInt()).isZero();
        assertThat(imports.errors(first)).isEmpty();
        assertThat(failed(first).column("_row")).isEmpty();
        assertThat(imports.records(campaign)).isEqualTo(records(250, 250, 675, 5, 83));
        assertThat(questions()).doesNotContain("_row", "_file", "_errors");
        assertThat(imports.number("SELECT count(*) FROM pledges WHERE created_by_upload = ?", Imports.id(second)))
                .isEqualTo(4);
        assertAccounted(first);
        assertAccounted(Imports.id(second));
    }

    private int backersOf(String email) {
        return imports.number(
                "SELECT count(*) FROM backers b JOIN campaigns c ON c.id = b.campaign_id WHERE b.email = ? AND c.slug = ?",
                email,
                campaign.slug());
    }

    private List<String> questions() {
        return database.queryForList("""
                SELECT DISTINCT q FROM surveys s JOIN backers b ON b.id = s.backer_id
                JOIN campaigns c ON c.id = b.campaign_id, jsonb_object_keys(s.answers) q WHERE c.slug = ?
                UNION ALL
                SELECT DISTINCT d FROM pledges p JOIN campaigns c ON c.id = p.campaign_id, jsonb_object_keys(p.details) d WHERE c.slug = ?
                """, String.class, campaign.slug(), campaign.slug());
    }

    @Test
    void rowsThatAreStillWrongStayFailedAndComeBackAgain() {
        UUID first = ended(fourBad());
        FailedCsv csv = failed(first).set(1, "Email", "found@example.org").set(4, "Pledge Amount", "many");
        UUID second = Imports.id(corrected(first, csv));

        assertThat(rows(imports.document(second))).isEqualTo("1/3/0 of 4");
        assertThat(rows(imports.document(first))).isEqualTo("247/3/0 of 250");
        assertThat(failed(first).column("_row")).containsExactly("21", "121", "241");
        assertThat(failed(first).column("Pledge Amount").get(2)).isEqualTo("$65.50");
        assertThat(codes(second))
                .containsExactly(
                        "3 Email INVALID_EMAIL",
                        "4 Email INVALID_EMAIL",
                        "5 Email INVALID_EMAIL",
                        "5 Pledge Amount INVALID_MONEY");

        JsonNode third = corrected(first, failed(first).setAll("Email", "found@example.org"));
        assertThat(rows(third)).isEqualTo("3/0/0 of 3");
        assertThat(rows(imports.document(first))).isEqualTo("250/0/0 of 250");
        assertThat(rows(imports.document(second))).isEqualTo("1/3/0 of 4");
        assertAccounted(first);
    }

    @Test
    void aCorrectionOfACorrectionSettlesBoth() {
        UUID first = ended(fourBad());
        UUID second = Imports.id(corrected(first, failed(first).set(1, "Email", "found@example.org")));
        FailedCsv rest = failed(second);
        assertThat(rest.header()).doesNotHaveDuplicates().startsWith("_file", "_row", "_errors", "Backer Number");
        assertThat(rest.column("_row")).containsExactly("3", "4", "5");

        UUID third = Imports.id(corrected(second, rest.set(1, "Email", "found@example.org")));
        assertThat(rows(imports.document(third))).isEqualTo("1/2/0 of 3");
        assertThat(rows(imports.document(second))).isEqualTo("2/2/0 of 4");
        assertThat(rows(imports.document(first))).isEqualTo("248/2/0 of 250");

        // What was settled above is not brought a second time below.
        FailedCsv late = failed(second).setAll("Email", "late@example.org");
        imports.end(correct(first, failed(first).setAll("Email", "found@example.org")));
        UUID fourth = Imports.id(corrected(second, late));
        assertThat(codes(fourth)).containsExactly("2 _row UNKNOWN_ROW", "3 _row UNKNOWN_ROW");
        assertThat(rows(imports.document(first))).isEqualTo("250/0/0 of 250");
        assertThat(backersOf("late@example.org")).isZero();
        List.of(first, second, third, fourth).forEach(this::assertAccounted);
    }

    @Test
    void rowsThatNameNoOpenFailedRowAreRefused() {
        Export export = fourBad();
        for (int place : new int[] {30, 40, 50, 60}) {
            export.set(place, "Email", "nobody");
        }
        UUID first = ended(export);
        FailedCsv csv = failed(first).setAll("Email", "found@example.org").repeat(8);
        List<String> wrong = List.of("12", "251", "0", "-21", "2.5", "", "seven");
        for (int i = 0; i < wrong.size(); i++) {
            csv.set(i + 1, "_row", wrong.get(i));
        }
        UUID second = Imports.id(corrected(first, csv));

        assertThat(rows(imports.document(second))).isEqualTo("1/8/0 of 9");
        assertThat(codes(second))
                .containsExactly(
                        "2 _row UNKNOWN_ROW",
                        "3 _row UNKNOWN_ROW",
                        "4 _row UNKNOWN_ROW",
                        "5 _row UNKNOWN_ROW",
                        "6 _row UNKNOWN_ROW",
                        "7 _row UNKNOWN_ROW",
                        "8 _row UNKNOWN_ROW",
                        "10 _row UNKNOWN_ROW");
        assertThat(imports.errors(second).get(3).get("value").asText()).isEqualTo("-21");
        assertThat(rows(imports.document(first))).isEqualTo("243/7/0 of 250");
        assertThat(imports.records(campaign).get("pledges")).isEqualTo(243);
        assertAccounted(first);

        UUID again = Imports.id(corrected(first, csv.keep("_row", row -> row.equals("241"))));
        assertThat(rows(imports.document(again))).isEqualTo("0/2/0 of 2");
        assertThat(rows(imports.document(first))).isEqualTo("243/7/0 of 250");
    }

    @Test
    void aRefusedRowLeavesNoProduct() {
        UUID first = ended(fourBad());
        FailedCsv csv = failed(first)
                .keep("_row", row -> row.equals("11"))
                .set(1, "_row", "12")
                .set(1, "Reward ID", "4711")
                .set(1, "Email", "found@example.org");
        corrected(first, csv);
        assertThat(imports.records(campaign).get("products")).isEqualTo(5);
    }

    @Test
    void blankRowsAndExistingOnesThatAreSkippedSettleNothing() {
        ended(Export.of(20, 20));
        UUID first = ended(fourBad(), "mode=skip-existing");
        String products = figures(imports.document(first), "products");
        FailedCsv csv = failed(first).setAll("Email", "found@example.org");
        csv.header().stream().skip(3).forEach(column -> csv.set(1, column, " "));
        JsonNode second = corrected(first, csv);

        assertThat(rows(second)).isEqualTo("2/0/2 of 4");
        assertThat(rows(imports.document(first))).isEqualTo("248/2/0 of 250");
        assertThat(failed(first).column("_row")).containsExactly("11", "21");
        assertThat(figures(imports.document(first), "products")).isEqualTo(products);
        assertAccounted(first);
    }

    @Test
    void whatASpreadsheetMakesOfTheFileIsUnderstood() {
        UUID first = ended(fourBad());
        FailedCsv csv = failed(first)
                .setAll("Email", "found@example.org")
                .drop("_errors")
                .drop("_file")
                .rename("_row", " _Row ")
                .fromSpreadsheet();
        JsonNode second = corrected(first, csv);

        assertThat(rows(second)).as(second.toString()).isEqualTo("4/0/0 of 4");
        assertThat(rows(imports.document(first))).isEqualTo("250/0/0 of 250");
        assertThat(imports.records(campaign)).isEqualTo(records(250, 250, 675, 5, 83));
        assertThat(questions()).containsExactlyInAnyOrder("T-Shirt size", "Fulfillment Status", "Bonus Support");
    }

    @Test
    void aFileWithoutItsColumnsIsRefused() {
        UUID first = ended(fourBad());
        JsonNode noRow = corrected(first, failed(first).drop("_row"));
        assertThat(noRow.at("/error/code").asText()).isEqualTo("COLUMNS_MISSING");
        assertThat(noRow.at("/error/detail").asText()).contains("_row");
        JsonNode noEmail =
                corrected(first, failed(first).rename("Email", "Mail").drop("Notes"));
        assertThat(noEmail.at("/error/code").asText()).isEqualTo("COLUMNS_MISSING");
        assertThat(noEmail.at("/error/detail").asText()).contains("Email");
        assertThat(rows(imports.document(first))).isEqualTo("246/4/0 of 250");
    }

    @Test
    void theSameFileWithoutCorrectsIsAnOrdinaryOneWithoutOurColumns() {
        UUID first = ended(fourBad());
        JsonNode second = imports.end(imports.upload(
                campaign, failed(first).setAll("Email", "found@example.org").bytes()));
        assertThat(rows(second)).isEqualTo("4/0/0 of 4");
        assertThat(questions()).doesNotContain("_row", "_file", "_errors");
        assertThat(rows(imports.document(first))).isEqualTo("246/4/0 of 250");
    }

    @Test
    void ofAFailedChunkSingleRowsComeBackAndARetryBringsTheRest() {
        beforeEachRow("backers", REFUSE);
        UUID first = ended(Export.of(1, 300).set(50, "Email", "nobody"));
        assertThat(rows(imports.document(first))).isEqualTo("199/101/0 of 300");
        FailedCsv csv = failed(first);
        assertThat(csv.column("_row")).hasSize(101);

        JsonNode second = corrected(
                first,
                csv.keep("_row", row -> List.of("51", "102", "200").contains(row))
                        .setAll("Email", "found@example.org"));
        assertThat(rows(second)).as(second.toString()).isEqualTo("3/0/0 of 3");
        JsonNode document = imports.document(first);
        assertThat(rows(document)).isEqualTo("202/98/0 of 300");
        assertThat(document.get("status").asText()).isEqualTo("FAILED");
        assertThat(failed(first).column("_row")).hasSize(98).doesNotContain("51", "102", "200");
        assertAccounted(first);

        imports.retry(campaign, first);
        document = imports.end(first);
        assertThat(rows(document)).isEqualTo("202/98/0 of 300");
        assertAccounted(first);

        dropRules();
        imports.retry(campaign, first);
        document = imports.end(first);
        assertThat(document.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(rows(document)).isEqualTo("300/0/0 of 300");
        assertThat(backersOf("found@example.org")).isEqualTo(3);
        assertThat(imports.records(campaign).get("pledges")).isEqualTo(300);
        assertAccounted(first);
    }

    @Test
    void anImportIsCompletedByTheCorrectionOfItsLastFailedChunk() {
        beforeEachRow("backers", REFUSE);
        UUID first = ended(Export.of(1, 150));
        assertThat(imports.document(first).at("/error/code").asText()).isEqualTo("CHUNK_FAILED");
        dropRules();
        FailedCsv csv = failed(first);
        FailedCsv rest = failed(first);

        assertThat(rows(corrected(first, csv.keep("_row", row -> Integer.parseInt(row) > 120))))
                .isEqualTo("31/0/0 of 31");
        assertThat(imports.document(first).get("status").asText()).isEqualTo("FAILED");
        assertThat(rows(corrected(first, rest.keep("_row", row -> Integer.parseInt(row) <= 120))))
                .isEqualTo("19/0/0 of 19");
        JsonNode document = imports.document(first);
        assertThat(document.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(document.get("error").isNull()).isTrue();
        assertThat(rows(document)).isEqualTo("150/0/0 of 150");
        assertThat(document.at("/progress/chunksCompleted").asInt()).isEqualTo(2);
        assertAccounted(first);
    }

    @Test
    void aRowThatARetryHasInWorkIsLeftToIt() {
        beforeEachRow("backers", REFUSE);
        UUID first = ended(Export.of(1, 150));
        FailedCsv csv = failed(first).setAll("Email", "late@example.org");
        database.update(
                "UPDATE csv_upload_chunks SET status = 'PENDING', error = NULL, rows_failed = 0, queued_at = 'infinity' WHERE upload_id = ? AND status = 'FAILED'",
                first);
        UUID second = Imports.id(corrected(first, csv.keep("_row", row -> row.equals("120"))));
        assertThat(codes(second)).containsExactly("2 _row BEING_RETRIED");
        assertThat(backersOf("late@example.org")).isZero();
    }

    @Test
    void theSameCorrectionSentTwiceAtOnceIsSettledOnce() throws Exception {
        UUID first = ended(fourBad());
        byte[] file = failed(first).setAll("Email", "found@example.org").bytes();
        gate("backers");
        Connection gate = closedGate();
        UUID one = imports.upload(campaign, file, "corrects=" + first);
        UUID other = imports.upload(campaign, file, "corrects=" + first);
        untilSomebodyWaits();
        // The other one stands before the rows that the first has locked, or before the gate with the first.
        imports.until(() -> imports.number(
                        "SELECT count(*) FROM csv_upload_chunks WHERE upload_id IN (?, ?) AND status = 'PROCESSING'",
                        one,
                        other)
                == 2);
        open(gate);

        int imported = imports.end(one).at("/results/rowsImported").asInt();
        int refused = imports.end(other).at("/results/rowsImported").asInt();
        assertThat(List.of(imported, refused)).containsExactlyInAnyOrder(4, 0);
        assertThat(codes(imported == 0 ? one : other)).hasSize(4).allMatch(code -> code.endsWith("UNKNOWN_ROW"));
        assertThat(rows(imports.document(first))).isEqualTo("250/0/0 of 250");
        List.of(first, one, other).forEach(this::assertAccounted);
    }

    @Test
    void anAttemptThatLostItsClaimSettlesNothing() throws Exception {
        UUID first = ended(fourBad());
        byte[] file = failed(first).setAll("Email", "found@example.org").bytes();
        hold();
        UUID second = imports.upload(campaign, file, "corrects=" + first);
        untilSplit(second);
        gate("backers");
        Connection gate = closedGate();
        CompletableFuture<Void> lost = CompletableFuture.runAsync(() -> load(second, 1));
        untilSomebodyWaits();
        database.update(
                "UPDATE csv_upload_chunks SET attempts = attempts + 1, lease_until = now() + interval '1 h' WHERE upload_id = ?",
                second);
        open(gate);
        lost.join();
        assertThat(rows(imports.document(first))).isEqualTo("246/4/0 of 250");
        assertAccounted(first);

        database.update(
                "UPDATE csv_upload_chunks SET lease_until = now(), queued_at = now() - interval '1 h' WHERE upload_id = ?",
                second);
        assertThat(rows(imports.end(second))).isEqualTo("4/0/0 of 4");
        assertThat(rows(imports.document(first))).isEqualTo("250/0/0 of 250");
        assertAccounted(first);
    }

    @Test
    void rowsThatTheDatabaseRefusesStayFailed() {
        UUID first = ended(fourBad());
        database.execute("ALTER TABLE backers ADD CONSTRAINT no_poison CHECK (name <> 'Poison')");
        FailedCsv csv = failed(first).setAll("Email", "found@example.org").set(2, "Backer Name", "Poison");
        assertThat(rows(corrected(first, csv))).isEqualTo("3/1/0 of 4");
        assertThat(rows(imports.document(first))).isEqualTo("249/1/0 of 250");
        assertThat(failed(first).column("_row")).containsExactly("21");
        assertAccounted(first);
    }

    @Test
    void whatACancelledCorrectionHasWrittenIsSettled() {
        Export export = Export.of(1, 250);
        for (int place = 1; place <= 250; place++) {
            export.set(place, "Email", "nobody");
        }
        UUID first = ended(export);
        byte[] file = failed(first).setAll("Email", "found@example.org").bytes();
        hold();
        UUID second = imports.upload(campaign, file, "corrects=" + first);
        untilSplit(second);
        load(second, 2);
        database.update("UPDATE jobs SET status = 'CANCELLED', finished_at = now() WHERE id = ?", second);

        assertThat(rows(imports.document(first))).isEqualTo("100/150/0 of 250");
        assertAccounted(first);
    }

    @Test
    void anotherRowOfTheSamePledgeIsNoPledgeOfAnotherUpload() {
        Export export = Export.of(1, 10).addAll(Export.of(3, 3)).set(11, "Email", "nobody");
        UUID first = ended(export, "mode=insert");
        assertThat(rows(imports.document(first))).isEqualTo("10/1/0 of 11");
        JsonNode second = corrected(first, failed(first).setAll("Email", "found@example.org"));
        assertThat(rows(second)).isEqualTo("1/0/0 of 1");
        assertThat(figures(second, "pledges")).isEqualTo("0/0/1");
        assertThat(backersOf("found@example.org")).isEqualTo(1);
    }

    @Test
    void datesAndAmountsMeanWhatTheyMeantInTheWholeFile() {
        Export export = Export.of(1, 40);
        for (int place = 1; place <= 40; place++) {
            export.set(place, "Pledge Amount", "$1,0%02d".formatted(place));
        }
        export.set(40, "Pledge Amount", "$1,234.50").set(7, "Email", "nobody");
        UUID first = ended(export);
        assertThat(rows(corrected(first, failed(first).setAll("Email", "found@example.org"))))
                .isEqualTo("1/0/0 of 1");
        assertThat(database.queryForObject(
                        "SELECT p.amount::text FROM pledges p JOIN backers b ON b.id = p.backer_id"
                                + " JOIN campaigns c ON c.id = p.campaign_id WHERE b.email = 'found@example.org' AND c.slug = ?",
                        String.class,
                        campaign.slug()))
                .isEqualTo("1007.00");
    }

    @Test
    void rowsOfSeveralFilesWithTheSameColumnsComeBackInOne() throws IOException {
        UUID first = zip(
                Export.of(1, 120).set(5, "Email", "nobody"), Export.of(201, 320).set(5, "Email", "nobody"));
        assertThat(failed(first).column("_file")).containsExactly("a.csv", "b.csv");
        assertThat(failed(first).column("_row")).containsExactly("6", "6");

        FailedCsv csv = failed(first).setAll("Email", "found@example.org").set(1, "_file", "c.csv");
        assertThat(rows(corrected(first, csv))).isEqualTo("1/1/0 of 2");
        assertThat(failed(first).column("_file")).containsExactly("a.csv");
        assertThat(rows(corrected(first, failed(first).setAll("Email", "found@example.org"))))
                .isEqualTo("1/0/0 of 1");
        assertThat(rows(imports.document(first))).isEqualTo("240/0/0 of 240");
        assertAccounted(first);
    }

    private UUID zip(Export a, Export b) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a.csv", a.bytes());
        entries.put("b.csv", b.bytes());
        UUID job = imports.uploadAs("both.zip", campaign, Archives.zip(entries));
        imports.end(job);
        return job;
    }

    @Test
    void rowsOfSeveralFilesWithDifferentColumnsAreEachReadAsTheirs() throws IOException {
        ended(Export.of(1, 320));
        UUID first = zip(
                Export.of(1, 120)
                        .without("Shipping Country")
                        .without("T-Shirt size")
                        .set(5, "Email", "nobody")
                        .set(6, "Email", "nobody"),
                Export.of(201, 320).without("Pledged At").set(5, "Email", "nobody"));
        FailedCsv csv = failed(first).setAll("Email", "found@example.org").set(2, "Pledge Amount", "many");
        UUID second = Imports.id(corrected(first, csv));

        assertThat(codes(second)).containsExactly("3 Pledge Amount INVALID_MONEY");
        assertThat(rows(imports.document(second))).isEqualTo("2/1/0 of 3");
        assertThat(rows(imports.document(first))).isEqualTo("239/1/0 of 240");
        assertThat(database.queryForList(
                        "SELECT concat_ws(' ', b.number, b.name, b.country, p.pledged_at::date) FROM backers b"
                                + " JOIN pledges p ON p.backer_id = b.id JOIN campaigns c ON c.id = b.campaign_id"
                                + " WHERE b.email = 'found@example.org' AND c.slug = ? ORDER BY 1",
                        String.class,
                        campaign.slug()))
                .containsExactly("205 Backer 205 DE 2024-03-05", "5 Backer 5 DE 2024-03-05");
        assertAccounted(first);

        JsonNode third = corrected(second, failed(second).set(1, "Pledge Amount", "$5.00"));
        assertThat(third.at("/error/code").asText()).isEqualTo("NOT_SUPPORTED");
        assertThat(rows(corrected(first, failed(first).setAll("Email", "found@example.org"))))
                .isEqualTo("1/0/0 of 1");
        assertThat(rows(imports.document(first))).isEqualTo("240/0/0 of 240");
    }

    @Test
    void aConfirmedMappingCountsForTheCorrectedRows() {
        Export export = new Export("Kontakt", "Wer", "Summe", "_row number")
                .add("ada@example.org", "Ada Muster", "1.234,50", "3")
                .add("bo", "Bo Muster", "5,00", "4");
        UUID first = imports.upload(campaign, export, "start=manual");
        imports.until(() -> imports.document(first).get("phase").asText().equals("WAITING_FOR_MAPPING"));
        Choices choices = new Choices(
                "generic",
                List.of(
                        new Choice("Kontakt", 1, "backer.email"),
                        new Choice("Wer", 1, "backer.name"),
                        new Choice("Summe", 1, "pledge.amount")));
        database.update("UPDATE csv_uploads SET choices = ?::json WHERE id = ?", choices.toJson(), first);
        database.update("UPDATE jobs SET phase = 'STORED', error = NULL WHERE id = ?", first);
        assertThat(rows(imports.end(first))).isEqualTo("1/1/0 of 2");

        JsonNode second = corrected(first, failed(first).set(1, "Kontakt", "bo@example.org"));
        assertThat(rows(second)).as(second.toString()).isEqualTo("1/0/0 of 1");
        assertThat(rows(imports.document(first))).isEqualTo("2/0/0 of 2");
        assertThat(database.queryForList(
                        "SELECT b.name || ' ' || p.amount FROM pledges p JOIN backers b ON b.id = p.backer_id"
                                + " JOIN campaigns c ON c.id = p.campaign_id WHERE c.slug = ? ORDER BY 1",
                        String.class,
                        campaign.slug()))
                .containsExactly("Ada Muster 1234.50", "Bo Muster 5.00");
    }

    @Test
    void whatCannotBeCorrectedIsRefusedBeforeTheBodyIsRead() {
        UUID first = ended(fourBad());
        byte[] file = failed(first).setAll("Email", "found@example.org").bytes();
        String own = "?filename=a.csv&corrects=" + first;

        assertThat(answer(imports.newCampaign(), own, file)).isEqualTo("404 NOT_FOUND");
        assertThat(answer(campaign, "?filename=a.csv&corrects=" + UUID.randomUUID(), file))
                .isEqualTo("404 NOT_FOUND");
        assertThat(answer(campaign, own + "&campaign=another", file)).isEqualTo("400 INVALID_PARAMETER");
        assertThat(answer(campaign, own + "&platform=indiegogo", file)).isEqualTo("400 INVALID_PARAMETER");
        assertThat(answer(campaign, own + "&start=manual", file)).isEqualTo("400 INVALID_PARAMETER");
        database.update("UPDATE jobs SET status = 'PROCESSING', finished_at = NULL WHERE id = ?", first);
        assertThat(answer(campaign, own, file)).isEqualTo("409 STILL_RUNNING");
        database.update(
                "UPDATE jobs SET status = 'FAILED', finished_at = now(), error = '{\"code\": \"BLOCKED\"}' WHERE id = ?",
                first);
        database.update(
                "UPDATE csv_uploads SET on_error = 'block', stop = '{\"code\": \"BLOCKED\"}' WHERE id = ?", first);
        assertThat(answer(campaign, own, file)).isEqualTo("409 NOTHING_TO_CORRECT");
        database.update("UPDATE csv_uploads SET on_error = 'skip', stop = NULL WHERE id = ?", first);
        assertThat(imports.number("SELECT count(*) FROM campaigns WHERE slug = 'another'"))
                .isZero();

        database.update("UPDATE jobs SET status = 'COMPLETED', error = NULL WHERE id = ?", first);
        assertThat(answer(campaign, own, file)).isEqualTo("202 ");
        UUID second = database.queryForObject("SELECT id FROM csv_uploads WHERE corrects = ?", UUID.class, first);
        assertThat(imports.end(second).get("campaign").asText()).isEqualTo(campaign.slug());
        assertThat(rows(imports.document(first))).isEqualTo("250/0/0 of 250");
    }

    @Test
    void ofABlockingImportThatWasStoppedBeforeItWroteThereIsNothingToCorrect() {
        UUID first = ended(fourBad(), "onError=block", "maxErrors=1");
        assertThat(imports.document(first).at("/error/code").asText()).isEqualTo("TOO_MANY_ERRORS");
        assertThat(answer(
                        campaign,
                        "?filename=a.csv&corrects=" + first,
                        failed(first).bytes()))
                .isEqualTo("409 NOTHING_TO_CORRECT");
    }

    @Test
    void aRequestThatIsRepeatedIsAnsweredAlthoughItsImportRunsAgain() {
        UUID first = ended(fourBad());
        byte[] file = failed(first).setAll("Email", "found@example.org").bytes();
        String own = "?filename=a.csv&corrects=" + first;
        String key = UUID.randomUUID().toString();
        assertThat(answer(campaign, own, file, "Idempotency-Key", key)).isEqualTo("202 ");
        imports.end(database.queryForObject("SELECT id FROM csv_uploads WHERE corrects = ?", UUID.class, first));

        database.update("UPDATE jobs SET status = 'PENDING', finished_at = NULL WHERE id = ?", first);
        assertThat(answer(campaign, own, file, "Idempotency-Key", key)).isEqualTo("202 ");
        assertThat(answer(campaign, own + "&mode=update", file, "Idempotency-Key", key))
                .isEqualTo("422 KEY_REUSED");
        assertThat(answer(campaign, own, file)).isEqualTo("409 STILL_RUNNING");
        assertThat(imports.number("SELECT count(*) FROM csv_uploads WHERE corrects = ?", first))
                .isEqualTo(1);
        database.update("UPDATE jobs SET status = 'COMPLETED', finished_at = now() WHERE id = ?", first);
    }

    @Test
    void aCorrectionEndsWhileARetryOfTheFirstImportIsBeingWritten() throws Exception {
        beforeEachRow("backers", REFUSE);
        UUID first = ended(Export.of(1, 150).set(50, "Email", "nobody"));
        byte[] file = failed(first).setAll("Email", "found@example.org").bytes();
        dropRules();
        hold();
        UUID second = imports.upload(campaign, file, "corrects=" + first);
        untilSplit(second);
        gate("backers");
        Connection gate = closedGate();
        imports.retry(campaign, first);
        untilSomebodyWaits();

        // It would wait for the loader before the gate, until the lock times out.
        database.update("UPDATE jobs SET status = 'CANCELLED', finished_at = now() WHERE id = ?", second);
        assertThat(waitingBeforeTheGate()).isEqualTo(1);
        open(gate);
        assertThat(rows(imports.end(first))).isEqualTo("149/1/0 of 150");
        assertAccounted(first);
    }

    @Test
    void theUploadsStatusIsTheJobsWhenItsEndSettlesTheLastFailedChunk() {
        beforeEachRow("backers", REFUSE);
        UUID first = ended(Export.of(1, 150));
        dropRules();
        corrected(first, failed(first));
        // As when the last row was settled after the end of a retry had counted.
        database.update("UPDATE jobs SET status = 'PENDING', finished_at = NULL WHERE id = ?", first);
        database.update(
                "UPDATE jobs SET status = 'FAILED', finished_at = now(), error = '{\"code\": \"CHUNK_FAILED\"}' WHERE id = ?",
                first);
        assertThat(imports.document(first).get("status").asText()).isEqualTo("COMPLETED");
        assertThat(database.queryForObject("SELECT status::text FROM csv_uploads WHERE id = ?", String.class, first))
                .isEqualTo("COMPLETED");
    }

    private String answer(Campaign as, String query, byte[] file, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/api/workbooks/upload" + query))
                .header("Authorization", "Bearer " + as.key())
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofByteArray(file));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<String> answer = CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .join();
        return answer.statusCode() + " "
                + Imports.json(answer.body()).path("code").asText();
    }
}
