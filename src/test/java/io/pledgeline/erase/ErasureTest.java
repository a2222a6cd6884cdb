package io.pledgeline.erase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.RealServices;
import io.pledgeline.load.Export;
import io.pledgeline.load.FailedCsv;
import io.pledgeline.load.Imports;
import io.pledgeline.load.Imports.Campaign;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ErasureTest extends RunningErasures {

    /** An address, a name and the like that no other test and nobody else has. */
    private final String tag = UUID.randomUUID().toString().substring(0, 8);

    private final String email = "ada." + tag + "@example.org";
    private final String name = "Ada " + tag;
    private final String street = "Tower " + tag;
    private final String[] needles = {email, name, street, tag};

    /** 150 rows in two chunks, of which the sixth is the person's, with an answered survey. */
    private Export export() {
        return with(Export.of(1, 150), 6);
    }

    private Export with(Export export, int place) {
        return export.set(place, "Email", "Ada." + tag + "@Example.org")
                .set(place, "Backer Name", name)
                .set(place, "Shipping Name", street)
                .set(place, "Notes", "likes " + tag);
    }

    @AfterEach
    void letErasuresBe() {
        database.execute("DROP TRIGGER IF EXISTS no_erasure ON surveys");
        database.execute("DROP TRIGGER IF EXISTS rule_of_test ON surveys");
    }

    @Test
    void aPersonIsGoneFromEveryTableAndObjectAndTheNeighboursAreAsTheyWere(CapturedOutput log) {
        imports.run(campaign, with(Export.of(1, 150), 6).set(6, "Backer Name", "Once " + tag));
        Campaign sibling = sibling();
        imports.run(sibling, with(Export.of(1, 20), 3).set(3, "Email", email));
        // A newer export, in which another row of the person cannot be read.
        imports.run(
                campaign,
                with(export(), 7).set(7, "Pledge Amount", "much " + tag).set(7, "Backer UID", "77" + tag.hashCode()));
        imports.run(campaign, Export.of(200, 210));
        UUID person = backer(campaign, email);
        List<String> others = others(campaign, person);
        List<String> siblings = others(sibling, backer(sibling, email));
        assertThat(holding(needles)).hasSizeGreaterThan(10);

        UUID job = ask(campaign, "/api/backers/" + person, null);
        JsonNode erased = erased(job);
        assertThat(figures(erased, "backers", "pledges", "surveys", "chunks", "rows", "objects", "importsRunning"))
                .isEqualTo("2 2 2 3 4 3 0");
        assertThat(erased.get("pledgeItems").asInt()).isPositive();
        assertThat(erased.get("formerValues").asInt()).isPositive();

        assertThat(holding(needles)).isEmpty();
        assertThat(log.getAll().toLowerCase()).doesNotContain(email, tag);
        assertThat(others(campaign, person)).isEqualTo(others);
        assertThat(others(sibling, person)).isEqualTo(siblings);
        assertThat(imports.document(job).get("campaign").isNull()).isTrue();
        assertThat(imports.number(
                        "SELECT count(*) FROM workbooks w JOIN campaigns c ON c.id = w.campaign_id"
                                + " WHERE c.slug IN (?, ?) AND w.object_removed_at IS NULL",
                        campaign.slug(),
                        sibling.slug()))
                .as("the file without the person")
                .isEqualTo(1);
    }

    @Test
    void theDocumentsAndErrorsOfOldJobsStillAnswer() {
        UUID job = Imports.id(imports.run(campaign, with(export(), 7).set(7, "Pledge Amount", "much " + tag)));
        String before = imports.document(job).get("results").toString();
        erase(email);
        assertThat(imports.document(job).get("results")).hasToString(before);
        JsonNode errors = Imports.json(imports.get(campaign, "/api/jobs/" + job + "/errors", "application/json"));
        assertThat(errors.at("/items/0/row").asInt()).isEqualTo(8);
        assertThat(errors.at("/items/0/value").asText()).isEmpty();
        assertThat(imports.get(campaign, "/api/jobs/" + job + "/errors", "text/csv"))
                .contains(",8,")
                .doesNotContain(tag);
        assertThat(imports.get(campaign, "/api/jobs", "application/json")).contains("\"ERASE\"");
    }

    @Test
    void theInventoryIsWithoutTheItemsOfThePerson() {
        imports.run(campaign, export());
        String pledged = "SELECT sum(i.pledged) FROM inventory i JOIN products p ON p.id = i.product_id"
                + " JOIN campaigns c ON c.id = p.campaign_id WHERE c.slug = ?";
        int before = imports.number(pledged, campaign.slug());
        erase(email);
        assertThat(imports.number(pledged, campaign.slug())).isLessThan(before);
        assertThat(imports.number(pledged, campaign.slug()))
                .isEqualTo(imports.number(
                        "SELECT sum(i.quantity) FROM pledge_items i JOIN pledges p ON p.id = i.pledge_id"
                                + " JOIN campaigns c ON c.id = p.campaign_id WHERE c.slug = ?",
                        campaign.slug()));
    }

    @Test
    void theSameFileAgainIsImportedWithoutThePerson() {
        imports.run(campaign, export());
        erase(email);
        JsonNode again = imports.run(campaign, export().set(8, "Backer Name", "Renamed"));
        assertThat(Imports.rows(again)).isEqualTo("149/0/1 of 150");
        assertThat(Imports.figures(again, "backers")).isEqualTo("0/1/148");
        assertThat(warnings(again)).containsExactly("1 rows of people who were erased were skipped.");
        assertThat(holding(needles)).allMatch(where -> where.startsWith("object"));
        searchLate();
        assertThat(holding(needles)).isEmpty();
    }

    @Test
    void thePersonIsKnownByTheKeyWithoutTheAddressAndByTheAddressWithoutTheKey() {
        imports.run(campaign, export());
        erase(email);
        Export byKey = export().set(6, "Email", "another." + tag + "@example.org");
        assertThat(Imports.rows(imports.run(campaign, byKey))).isEqualTo("149/0/1 of 150");
        Export elsewhere = new Export("Email", "Name", "Amount");
        elsewhere.add(email.toUpperCase(), name, "12.00").add("bo@example.org", "Bo", "13.00");
        JsonNode other = imports.run(sibling(), elsewhere, "platform=generic");
        assertThat(Imports.rows(other)).isEqualTo("1/0/1 of 2");
        searchLate();
        assertThat(holding(needles)).isEmpty();
    }

    @Test
    void aRowOfThePersonInWhichSomethingIsWrongIsSkippedAndNotListed() {
        imports.run(campaign, export());
        erase(email);
        JsonNode again = imports.run(campaign, export().set(6, "Pledge Amount", "much " + tag));
        assertThat(Imports.rows(again)).isEqualTo("149/0/1 of 150");
        assertThat(imports.errors(Imports.id(again))).isEmpty();
        searchLate();
        assertThat(holding(needles)).isEmpty();
    }

    @Test
    void anAddressThatOthersMentionIsTakenOutThereAndTheRestStays() {
        imports.run(
                campaign,
                export().set(9, "Notes", "a gift of " + email + " to me").set(9, "T-Shirt size", "ask " + email));
        UUID neighbour = backer(campaign, "backer9@example.org");
        JsonNode erased = erase(email);
        assertThat(figures(erased, "backers", "rows", "mentions")).isEqualTo("1 1 2");
        assertThat(database.queryForObject(
                        "SELECT details::text FROM pledges WHERE backer_id = ?", String.class, neighbour))
                .contains("a gift of  to me");
        assertThat(holding(needles)).isEmpty();
        assertThat(holding("backer9@example.org")).contains("csv_upload_chunks: backer9@example.org");
    }

    @Test
    void anAddressThatEndsOrGoesOnLikeThePersonsStaysWhole() {
        String alike = "jo" + email + ", x-" + email + ", " + email + ".au";
        Export mentioning = export().set(9, "Notes", alike + "; write to " + email + ".")
                .set(9, "T-Shirt size", alike + "\n" + email + "\nfor L")
                .set(9, "Shipping Name", alike + " \"" + email + "\"");
        imports.run(campaign, mentioning);
        imports.run(
                campaign,
                mentioning
                        .set(9, "Backer Name", "Renamed")
                        .set(9, "Notes", alike)
                        .set(9, "T-Shirt size", alike + " and " + email)
                        .set(9, "Shipping Name", alike));
        UUID neighbour = backer(campaign, "backer9@example.org");
        erase(email);
        String answers = database.queryForObject(
                "SELECT answers::text FROM surveys WHERE backer_id = ?", String.class, neighbour);
        assertThat(answers).contains(alike + " and \"");
        assertThat(database.queryForObject(
                        "SELECT details ->> 'Notes' FROM pledges WHERE backer_id = ?", String.class, neighbour))
                .isEqualTo(alike);
        List<String> before = database.queryForList(
                "SELECT before::text FROM record_changes r JOIN csv_uploads u ON u.id = r.upload_id"
                        + " JOIN campaigns c ON c.id = u.campaign_id WHERE c.slug = ?",
                String.class,
                campaign.slug());
        assertThat(before)
                .anyMatch(text -> text.contains(alike + "; write to ."))
                .anyMatch(text -> text.contains(alike + "\\n\\nfor L"))
                .anyMatch(text -> text.contains(alike + " \\\"\\\""));
    }

    @Test
    void anErasedAddressInTheNoteOfSomebodyElseIsCutOutOfALaterImport() {
        erase(email);
        Export mentioning = Export.of(1, 150)
                .set(9, "Notes", "a gift of " + email + " to me")
                .set(9, "T-Shirt size", "ask " + email);
        JsonNode document = imports.run(campaign, mentioning);
        assertThat(Imports.rows(document)).isEqualTo("150/0/0 of 150");
        assertThat(warnings(document)).isEmpty();
        assertThat(holding(needles)).allMatch(where -> where.startsWith("object"));
        assertThat(database.queryForObject(
                        "SELECT details ->> 'Notes' FROM pledges WHERE backer_id = ?",
                        String.class,
                        backer(campaign, "backer9@example.org")))
                .isEqualTo("a gift of  to me");
        searchLate();
        assertThat(holding(needles)).isEmpty();
    }

    @Test
    void aFileInWhichOnlyOthersNameThePersonGoesToo() {
        imports.run(campaign, Export.of(1, 20).set(9, "Notes", "a gift of " + email));
        assertThat(figures(erase(email), "backers", "rows", "objects")).isEqualTo("0 0 1");
        assertThat(holding(needles)).isEmpty();
    }

    @Test
    void filesOfWhichNotEverythingIsInChunksGoToo() throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.setLevel(0);
            out.putNextEntry(new ZipEntry("a.csv"));
            out.write(Export.of(1, 20).bytes());
            out.putNextEntry(new ZipEntry("readme.pdf"));
            out.write(("%PDF for " + email).getBytes(StandardCharsets.UTF_8));
        }
        imports.end(imports.uploadAs("some.zip", campaign, zip.toByteArray()));
        String wide = Export.of(30, 40).text() + email + "x".repeat(1_100_000) + "\r\n";
        assertThat(Imports.rows(imports.end(imports.upload(campaign, wide.getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo("11/1/0 of 12");
        assertThat(holding(needles)).containsOnly("object: " + email, "object: " + tag);
        assertThat(figures(erase(email), "rows", "objects")).isEqualTo("0 2");
        assertThat(holding(needles)).isEmpty();
    }

    @Test
    void aBackerWhomAnOldFileKnewByTheAddressGoesWithIt() {
        imports.run(campaign, export());
        imports.run(campaign, export().set(6, "Email", "new." + tag + "@example.com"));
        UUID person = backer(campaign, "new." + tag + "@example.com");
        assertThat(figures(erase(email), "backers", "pledges", "rows")).isEqualTo("1 1 2");
        assertThat(holding(needles)).isEmpty();
        assertThat(holding(person.toString())).containsOnly("erasures: " + person);
        assertThat(imports.records(campaign).get("backers")).isEqualTo(149);
    }

    @Test
    void aFileThatComesLaterTeachesNoKeys() {
        erase(email);
        assertThat(Imports.rows(imports.run(campaign, export()))).isEqualTo("149/0/1 of 150");
        searchLate();
        assertThat(Imports.rows(imports.run(campaign, Export.of(1, 150)))).isEqualTo("150/0/0 of 150");
    }

    @Test
    void theRecordsAreGoneBeforeTheFormerValuesAreLookedThrough() {
        imports.run(campaign, export().set(9, "Notes", "of " + email));
        imports.run(campaign, export().set(9, "Notes", "of somebody"));
        database.execute("""
                CREATE OR REPLACE FUNCTION no_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE 'not now' USING ERRCODE = '57014'; END $$""");
        database.execute(
                "CREATE TRIGGER no_erasure BEFORE UPDATE ON record_changes FOR EACH ROW EXECUTE FUNCTION no_erasure()");
        UUID job;
        try {
            job = askForEmail(email);
            imports.until(() ->
                    imports.number("SELECT count(*) FROM jobs WHERE id = ? AND attempts > 0 AND queued_at IS NULL", job)
                            == 1);
            assertThat(imports.records(campaign).get("backers")).isEqualTo(149);
        } finally {
            database.execute("DROP TRIGGER no_erasure ON record_changes");
        }
        assertThat(figures(erased(job), "backers", "mentions")).isEqualTo("1 1");
        assertThat(holding(needles)).isEmpty();
    }

    @Test
    void allUploadsThatAreLateAreSearchedInOneRun() {
        erase(email);
        UUID job = imports.upload(campaign, Export.of(1, 2));
        imports.end(job);
        database.update("""
                WITH model AS (SELECT u.*, j.merchant_id AS of FROM csv_uploads u JOIN jobs j USING (id) WHERE u.id = ?),
                made AS (INSERT INTO jobs (merchant_id, campaign_id, kind, status, phase, target, finished_at, queued_at)
                    SELECT m.merchant_id, m.campaign_id, 'IMPORT', 'CANCELLED', 'DONE', m.workbook_id, now(), now()
                    FROM model m, generate_series(1, 30) RETURNING id)
                INSERT INTO csv_uploads (id, workbook_id, merchant_id, campaign_id, status)
                SELECT k.id, m.workbook_id, m.merchant_id, m.campaign_id, 'CANCELLED' FROM made k, model m""", job);
        searchLate();
        assertThat(imports.number(
                        "SELECT count(*) FROM csv_uploads u JOIN campaigns c ON c.id = u.campaign_id WHERE c.slug = ? AND u.erasures = 0",
                        campaign.slug()))
                .isZero();
    }

    @Test
    void anAddressThatNobodyHasIsKeptOutFromNowOnAndOneThatIsGoneIsErasedAgainWithNothingToDo() {
        assertThat(figures(erase(email), "backers", "rows", "objects")).isEqualTo("0 0 0");
        assertThat(Imports.rows(imports.run(campaign, export()))).isEqualTo("149/0/1 of 150");
        assertThat(figures(erase(email.toUpperCase()), "backers", "pledges", "chunks"))
                .isEqualTo("0 0 0");
        assertThat(figures(erased(ask(campaign, "/api/backers?email=" + email, null)), "backers"))
                .isEqualTo("0");
        searchLate();
        assertThat(holding(needles)).isEmpty();
    }

    @Test
    void anErasedBackerMayBeErasedAgainByItsId() {
        imports.run(campaign, export());
        UUID person = backer(campaign, email);
        erased(ask(campaign, "/api/backers/" + person, null));
        assertThat(figures(erased(ask(campaign, "/api/backers/" + person, null)), "backers", "rows"))
                .isEqualTo("0 0");
    }

    @Test
    void anotherMerchantsPersonIsNotThereAndIsUntouched() {
        imports.run(campaign, export());
        Campaign stranger = imports.newCampaign();
        imports.run(stranger, export());
        UUID theirs = backer(stranger, email);
        assertThat(call(campaign, "DELETE", "/api/backers/" + theirs, null).statusCode())
                .isEqualTo(404);
        assertThat(call(campaign, "DELETE", "/api/backers/" + UUID.randomUUID(), null)
                        .statusCode())
                .isEqualTo(404);
        erase(email);
        assertThat(backer(stranger, email)).isEqualTo(theirs);
        assertThat(imports.number("SELECT count(*) FROM backers WHERE lower(email) = ?", email))
                .isEqualTo(1);
        // The other merchant's again, so that the next test finds nothing of this one.
        ask(stranger, "/api/backers/" + theirs, null);
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (String body : List.of(
                "{\"email\": \"nobody\"}",
                "{\"email\": \"a@b\"}",
                "{}",
                "{\"mail\": \"ada@example.org\"}",
                "[]",
                "no json")) {
            HttpResponse<String> answer = call(campaign, "DELETE", "/api/backers", body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        }
        assertThat(call(campaign, "DELETE", "/api/backers", null).statusCode()).isEqualTo(400);
        assertThat(call(campaign, "DELETE", "/api/backers/17", null).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aLoaderThatDoesNotKnowYetIsWaitedForAndOneThatHasNotCommittedLooksAgain() throws Exception {
        gate("surveys");
        Connection gate = closedGate();
        UUID job = imports.upload(campaign, export());
        untilSomebodyWaits();
        UUID erasure = askForEmail(email);
        imports.until(
                () -> imports.number("SELECT count(*) FROM erasures WHERE id = ? AND step = 'RECORDS'", erasure) == 1);
        open(gate);
        assertThat(Imports.rows(imports.end(job))).isEqualTo("149/0/1 of 150");
        erased(erasure);
        searchLate();
        assertThat(holding(needles)).isEmpty();
        assertThat(imports.records(campaign).get("backers")).isEqualTo(149);
    }

    @Test
    void theChunksThatStillWaitAreBlankedAndLoadedWithoutThePerson() {
        hold();
        UUID job = uploadHeld(export());
        assertThat(figures(erase(email), "backers", "rows", "objects", "importsRunning"))
                .isEqualTo("0 1 0 1");
        assertThat(holding(needles)).allMatch(where -> where.startsWith("object"));
        load(job, 1);
        load(job, 2);
        JsonNode document = imports.end(job);
        assertThat(Imports.rows(document)).isEqualTo("149/0/1 of 150");
        assertThat(warnings(document)).containsExactly("1 rows of people who were erased were skipped.");
        searchLate();
        assertThat(holding(needles)).isEmpty();
        holdNoLonger();
    }

    @Test
    void theFileOfAnImportThatWaitsForItsMappingGoesWhenItHasEnded() {
        byte[] file = ("Kontaktweg;Wer;Gabe\n" + email + ";" + name + ";12,50\nbo@example.org;Bo;7,00\n")
                .getBytes(StandardCharsets.UTF_8);
        UUID job = imports.uploadAs("list.csv", campaign, file, "start=manual");
        imports.until(() -> imports.document(job).get("phase").asText().equals("WAITING_FOR_MAPPING"));
        UUID workbook = database.queryForObject("SELECT target FROM jobs WHERE id = ?", UUID.class, job);
        UUID analysis =
                UUID.fromString(Imports.json(call(campaign, "POST", "/api/workbooks/" + workbook + "/analyze", null)
                                .body())
                        .get("jobId")
                        .asText());
        imports.end(analysis);
        erase(email);
        assertThat(holding(needles)).allMatch(where -> where.startsWith("object"));
        assertThat(call(campaign, "GET", "/api/workbooks/" + workbook + "/analysis", null)
                        .statusCode())
                .isEqualTo(200);
        call(
                campaign,
                "POST",
                "/api/workbooks/" + workbook + "/analyze/confirm",
                "{\"mapping\": {\"Kontaktweg\": \"backer.email\", \"Wer\": \"backer.name\", \"Gabe\": \"pledge.amount\"}}");
        assertThat(Imports.rows(imports.end(job))).isEqualTo("1/0/1 of 2");
        searchLate();
        assertThat(holding(needles)).isEmpty();
        assertThat(call(campaign, "POST", "/api/workbooks/" + workbook + "/analyze", null)
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void anImportThatWasNeverReadLosesItsFileWhenItIsGivenUp() {
        UUID job = imports.upload(campaign, export(), "start=manual");
        imports.until(() -> imports.document(job).get("phase").asText().equals("WAITING_FOR_MAPPING"));
        erase(email);
        database.update("UPDATE jobs SET created_at = now() - interval '31 days' WHERE id = ?", job);
        imports.end(job);
        searchLate();
        assertThat(holding(needles)).isEmpty();
    }

    @Test
    void aChunkThatCouldNotBeWrittenIsSearchedWhenItsImportHasEnded() {
        erase(email);
        beforeEachRow("backers", "IF NEW.email IS NOT NULL THEN RAISE 'no' USING ERRCODE = '0A000'; END IF;");
        UUID job = Imports.id(imports.run(campaign, export()));
        database.execute("DROP TRIGGER rule_of_test ON backers");
        assertThat(holding(needles)).contains("csv_upload_chunks: " + email);
        searchLate();
        assertThat(holding(needles)).isEmpty();
        imports.retry(campaign, job);
        JsonNode document = imports.end(job);
        assertThat(Imports.rows(document)).isEqualTo("149/0/1 of 150");
        assertThat(warnings(document)).containsExactly("1 rows of people who were erased were skipped.");
    }

    @Test
    void aRowThatACorrectionHasBroughtIsNotCountedAgainWhenItsPersonWasErased() {
        beforeEachRow("backers", "IF NEW.name = 'Backer 150' THEN RAISE 'no' USING ERRCODE = '0A000'; END IF;");
        UUID job = Imports.id(imports.run(campaign, with(Export.of(1, 150), 120)));
        database.execute("DROP TRIGGER rule_of_test ON backers");
        FailedCsv csv = FailedCsv.of(imports, campaign, job).keep("_row", row -> row.equals("121"));
        imports.end(imports.upload(campaign, csv.bytes(), "corrects=" + job));
        String ofChunk = " WHERE number = 2 AND upload_id = ?";
        String data = database.queryForObject("SELECT data::text FROM csv_upload_chunks" + ofChunk, String.class, job);
        erase(email);
        // As when the erasure has not come to this chunk yet.
        database.update(
                "UPDATE csv_upload_chunks SET data = ?::json, erasures = 0, rows_blanked = 0" + ofChunk, data, job);

        imports.retry(campaign, job);
        JsonNode document = imports.end(job);
        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(Imports.rows(document)).isEqualTo("150/0/0 of 150");
        assertThat(warnings(document)).isEmpty();
        searchLate();
        assertThat(holding(needles)).isEmpty();
    }

    @Test
    void anErasureThatFailsInTheMiddleGoesOnWhereItWas() {
        imports.run(campaign, export());
        database.execute("""
                CREATE OR REPLACE FUNCTION no_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE 'not now' USING ERRCODE = '57P03'; END $$""");
        database.execute(
                "CREATE TRIGGER no_erasure BEFORE DELETE ON surveys FOR EACH STATEMENT EXECUTE FUNCTION no_erasure()");
        UUID job = askForEmail(email);
        imports.until(() -> imports.number(
                        "SELECT count(*) FROM jobs WHERE id = ? AND attempts = 0 AND lease_until IS NOT NULL", job)
                == 1);
        assertThat(imports.number("SELECT count(*) FROM erasures WHERE id = ? AND step = 'RECORDS'", job))
                .isEqualTo(1);
        database.execute("DROP TRIGGER no_erasure ON surveys");
        // As after a worker that went silent.
        database.update(
                "UPDATE jobs SET attempts = 1, lease_until = now() - interval '1 s', queued_at = NULL WHERE id = ?",
                job);
        assertThat(figures(erased(job), "backers", "pledges", "surveys", "rows", "objects"))
                .isEqualTo("1 1 1 1 1");
        assertThat(holding(needles)).isEmpty();
    }

    @Test
    void whoeverWasOvertakenStopsAndTheErasureIsDoneOnce() throws Exception {
        imports.run(campaign, export());
        gate("surveys");
        Connection gate = closedGate();
        UUID job = imports.upload(campaign, Export.of(300, 310));
        untilSomebodyWaits();
        UUID erasure = askForEmail(email);
        imports.until(() ->
                imports.number("SELECT count(*) FROM erasures WHERE id = ? AND horizon IS NOT NULL", erasure) == 1);
        database.update(
                "UPDATE jobs SET attempts = attempts + 1, lease_until = now(), queued_at = NULL WHERE id = ?", erasure);
        open(gate);
        imports.end(job);
        assertThat(figures(erased(erasure), "backers", "rows", "objects")).isEqualTo("1 1 1");
        assertThat(holding(needles)).isEmpty();
    }

    @Test
    void anErasureThatIsGivenUpForgetsTheAddress() {
        imports.run(campaign, Export.of(1, 5));
        String other = "given.up." + tag + "@example.org";
        database.update("""
                WITH job AS (INSERT INTO jobs (merchant_id, kind, phase, target, status, attempts, queued_at, lease_until)
                    SELECT merchant_id, 'ERASE', 'STORED', merchant_id, 'PROCESSING', 5, now(), now() - interval '1 s'
                    FROM campaigns WHERE slug = ? RETURNING id, merchant_id)
                INSERT INTO erasures (id, merchant_id, email) SELECT id, merchant_id, ? FROM job""", campaign.slug(), other);
        imports.until(() -> holding(other).isEmpty());
    }

    @Test
    void whileTheObjectStoreIsAwayAnErasureIsPutOffAndBurnsNoAttempts() {
        imports.run(campaign, export());
        RealServices.shared().s3().close();
        UUID job;
        try {
            job = askForEmail(email);
            imports.until(() -> imports.number("""
                    SELECT count(*) FROM jobs j JOIN erasures e ON e.id = j.id
                    WHERE j.id = ? AND e.step = 'OBJECTS' AND j.attempts = 0 AND j.lease_until > now()""", job) == 1);
        } finally {
            RealServices.shared().s3().start();
        }
        database.update("UPDATE jobs SET lease_until = now() WHERE id = ?", job);
        assertThat(figures(erased(job), "backers", "objects")).isEqualTo("1 1");
        assertThat(holding(needles)).isEmpty();
    }

    @Test
    void archivesAndWhatWasUnpackedOfThemGo() throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("a.csv"));
            out.write(Export.of(1, 20).bytes());
            out.putNextEntry(new ZipEntry("b.csv"));
            out.write(with(Export.of(21, 40), 2).bytes());
        }
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(with(Export.of(41, 60), 2).bytes());
        }
        imports.end(imports.uploadAs("two.zip", campaign, zip.toByteArray()));
        imports.end(imports.uploadAs("one.csv.gz", campaign, gzip.toByteArray()));
        List<String> keys = database.queryForList(
                "SELECT w.object_key FROM workbooks w JOIN campaigns c ON c.id = w.campaign_id WHERE c.slug = ?",
                String.class,
                campaign.slug());
        assertThat(figures(erase(email), "backers", "rows", "objects")).isEqualTo("2 2 2");
        assertThat(holding(needles)).isEmpty();
        for (String key : keys) {
            assertThat(s3.listObjectsV2(request -> request.bucket(bucket).prefix(key))
                            .contents())
                    .isEmpty();
        }
    }

    @Test
    void twoWhoAskAtOnceAreAnsweredWithOneErasure() {
        imports.run(campaign, export());
        CompletableFuture<UUID> other = CompletableFuture.supplyAsync(() -> askForEmail(email));
        UUID job = askForEmail(email);
        erased(job);
        erased(other.join());
        assertThat(holding(needles)).isEmpty();
    }
}
