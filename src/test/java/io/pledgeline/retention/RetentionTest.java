package io.pledgeline.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.RealServices;
import io.pledgeline.erase.RunningErasures;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is kept is what {@code application.yaml} says: cells, errors and former values 90 days, files 30. */
class RetentionTest extends RunningErasures {

    private static final String NEARLY = " - interval '1 minute'";
    private static final String JUST = " + interval '1 minute'";

    /** An import with a bad row and with former values. */
    private UUID imported() {
        imports.run(campaign, Export.of(1, 150));
        return Imports.id(imports.run(
                campaign, Export.of(1, 150).set(1, "Backer Name", "Renamed").set(120, "Pledge Amount", "much")));
    }

    /** Lets the job have ended so long ago, and its file have come a year ago. */
    private void ended(UUID job, String ago) {
        database.update("UPDATE jobs SET finished_at = clock_timestamp() - (" + ago + ") WHERE id = ?", job);
        database.update(
                "UPDATE workbooks SET received_at = now() - interval '1 year' WHERE id = (SELECT target FROM jobs WHERE id = ?)",
                job);
    }

    private void expire() {
        producer.sendBody("direct:retention-expire", "");
        producer.sendBody("direct:retention-objects", Map.of());
    }

    private int cells(UUID job) {
        return imports.number("SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ? AND data IS NOT NULL", job);
    }

    private int errors(UUID job) {
        return imports.number("SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ? AND errors IS NOT NULL", job);
    }

    private int changes(UUID job) {
        return imports.number("SELECT count(*) FROM record_changes WHERE upload_id = ?", job);
    }

    private boolean hasObject(UUID job) {
        String key = database.queryForObject(
                "SELECT w.object_key FROM workbooks w JOIN jobs j ON j.target = w.id WHERE j.id = ?",
                String.class,
                job);
        return !s3.listObjectsV2(request -> request.bucket(bucket).prefix(key))
                .contents()
                .isEmpty();
    }

    @Test
    void nothingIsRemovedBeforeItsTime() {
        UUID job = imported();
        ended(job, "interval '30 days'" + NEARLY);
        expire();
        assertThat(hasObject(job)).isTrue();
        ended(job, "interval '90 days'" + NEARLY);
        expire();
        assertThat(List.of(cells(job), errors(job))).containsExactly(2, 1);
        assertThat(changes(job)).isEqualTo(1);
    }

    @Test
    void theFileGoesFirstAndCannotBeAnalysedAnyMore() {
        UUID job = imported();
        ended(job, "interval '30 days'" + JUST);
        expire();
        assertThat(hasObject(job)).isFalse();
        assertThat(List.of(cells(job), errors(job), changes(job))).containsExactly(2, 1, 1);
        UUID workbook = database.queryForObject("SELECT target FROM jobs WHERE id = ?", UUID.class, job);
        var answer = call(campaign, "POST", "/api/workbooks/" + workbook + "/analyze", null);
        assertThat(answer.statusCode() + Imports.json(answer.body()).get("code").asText())
                .isEqualTo("410EXPIRED");
        assertThat(imports.get(campaign, "/api/jobs/" + job + "/errors", "text/csv"))
                .contains(",121,");
    }

    @Test
    void cellsErrorsAndFormerValuesGoWhenTheirTimeHasComeAndTheDocumentStays() {
        UUID job = imported();
        JsonNode results = imports.document(job).get("results");
        ended(job, "interval '90 days'" + JUST);
        expire();
        assertThat(List.of(cells(job), errors(job), changes(job))).containsExactly(0, 0, 0);
        assertThat(imports.number(
                        "SELECT num_nonnulls(payload_expired_at, errors_expired_at, changes_expired_at) FROM csv_uploads WHERE id = ?",
                        job))
                .isEqualTo(3);
        assertThat(imports.document(job).get("results")).isEqualTo(results);
        for (String accept : List.of("text/csv", "application/json")) {
            var answer = call(campaign, "GET", "/api/jobs/" + job + "/errors", null, accept);
            assertThat(answer.statusCode()).as(accept).isEqualTo(410);
        }
        assertThat(imports.get(campaign, "/api/jobs/" + job + "/chunks", "application/json"))
                .contains("\"rowsFailed\"");
        assertThat(imports.records(campaign).get("backers")).isEqualTo(150);
    }

    @Test
    void withoutFormerValuesAnImportIsNotUndoneNorAreItsRowsCorrected() {
        UUID job = imported();
        ended(job, "interval '90 days'" + JUST);
        expire();
        var undo = call(campaign, "POST", "/api/jobs/" + job + "/undo", "");
        assertThat(undo.statusCode() + Imports.json(undo.body()).get("code").asText())
                .isEqualTo("409EXPIRED");
        var corrected = call(
                campaign,
                "PUT",
                "/api/workbooks/a.csv?corrects=" + job,
                Export.of(1, 1).text());
        assertThat(corrected.statusCode()
                        + Imports.json(corrected.body()).get("code").asText())
                .isEqualTo("409EXPIRED");
    }

    @Test
    void anImportThatIsBeingUndoneKeepsItsFormerValues() {
        UUID job = imported();
        ended(job, "interval '90 days'" + JUST);
        database.update("""
                INSERT INTO jobs (merchant_id, campaign_id, kind, phase, target, lease_until)
                SELECT merchant_id, campaign_id, 'UNDO', 'STORED', target, 'infinity' FROM jobs WHERE id = ?""", job);
        expire();
        assertThat(changes(job)).isEqualTo(1);
        database.update("DELETE FROM jobs WHERE kind = 'UNDO' AND lease_until = 'infinity'");
        expire();
        assertThat(changes(job)).isZero();
    }

    @Test
    void anImportThatRunsOrWaitsKeepsEverything() {
        UUID waiting = imports.upload(campaign, Export.of(1, 150), "start=manual");
        imports.until(() -> imports.document(waiting).get("phase").asText().equals("WAITING_FOR_MAPPING"));
        hold();
        UUID running = uploadHeld(Export.of(1, 150));
        database.update(
                "UPDATE workbooks SET received_at = now() - interval '1 year', created_at = now() - interval '1 year'");
        expire();
        assertThat(hasObject(waiting)).isTrue();
        assertThat(hasObject(running)).isTrue();
        assertThat(cells(running)).isEqualTo(2);
        holdNoLonger();
        load(running, 1);
        load(running, 2);
        imports.end(running);
    }

    @Test
    void aFailedChunkWithoutCellsCannotBeRetried() {
        beforeEachRow("backers", "RAISE 'no' USING ERRCODE = '0A000';");
        UUID job = Imports.id(imports.run(campaign, Export.of(1, 10)));
        database.execute("DROP TRIGGER rule_of_test ON backers");
        ended(job, "interval '90 days'" + JUST);
        expire();
        var answer = call(campaign, "POST", "/api/jobs/" + job + "/retry", "");
        assertThat(answer.statusCode() + Imports.json(answer.body()).get("code").asText())
                .isEqualTo("409EXPIRED");
    }

    @Test
    void aFileThatCannotBeRemovedNowIsRemovedLater() {
        UUID job = imported();
        ended(job, "interval '31 days'");
        RealServices.shared().s3().close();
        try {
            assertThat(producer.send(
                                    "direct:retention-objects",
                                    exchange -> exchange.getMessage().setBody(Map.of()))
                            .isFailed())
                    .isTrue();
        } finally {
            RealServices.shared().s3().start();
        }
        assertThat(hasObject(job)).isTrue();
        expire();
        assertThat(hasObject(job)).isFalse();
    }

    /** Lets the store answer 4xx when the file is to be removed. */
    private void refuse(UUID job) {
        database.update(
                "UPDATE workbooks SET object_key = '../../' || object_key WHERE id = (SELECT target FROM jobs WHERE id = ?)",
                job);
    }

    @Test
    void aFileThatTheStoreDoesNotLetUsRemoveStopsNoOther() {
        UUID refused = imported();
        UUID job = imported();
        refuse(refused);
        database.update(
                "UPDATE workbooks SET object_expired_at = now() - interval '1 day' WHERE id = (SELECT target FROM jobs WHERE id = ?)",
                refused);
        ended(job, "interval '31 days'");
        assertThat(producer.send(
                                "direct:retention-objects",
                                exchange -> exchange.getMessage().setBody(Map.of()))
                        .isFailed())
                .isTrue();
        assertThat(hasObject(job)).isFalse();
        assertThat(removed(refused)).isFalse();
        database.update(
                "UPDATE workbooks SET object_key = replace(object_key, '../', '') WHERE id = (SELECT target FROM jobs WHERE id = ?)",
                refused);
        expire();
        assertThat(removed(refused)).isTrue();
    }

    private boolean removed(UUID job) {
        return imports.number(
                        "SELECT count(*) FROM workbooks w JOIN jobs j ON j.target = w.id WHERE j.id = ? AND w.object_removed_at IS NOT NULL",
                        job)
                == 1;
    }

    @Test
    void anErasureWhoseFileTheStoreDoesNotLetUsRemoveBurnsAttempts() {
        UUID job = Imports.id(imports.run(campaign, Export.of(1, 10)));
        refuse(job);
        UUID erasure = askForEmail("backer3@example.org");
        imports.until(() -> imports.number(
                        "SELECT count(*) FROM jobs WHERE id = ? AND attempts = 1 AND queued_at IS NULL AND lease_until IS NOT NULL",
                        erasure)
                == 1);
        database.update(
                "UPDATE workbooks SET object_key = replace(object_key, '../', '') WHERE id = (SELECT target FROM jobs WHERE id = ?)",
                job);
        erased(erasure);
        assertThat(hasObject(job)).isFalse();
    }

    @Test
    void aSearchThatFailsKeepsNothingFromBeingRemoved() throws Exception {
        erase("nobody@example.org");
        UUID job = imported();
        ended(job, "interval '90 days'" + JUST);
        database.execute("""
                CREATE OR REPLACE FUNCTION no_search() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE 'not now' USING ERRCODE = '57014'; END $$""");
        database.execute("CREATE TRIGGER no_search BEFORE UPDATE OF searching_until ON csv_uploads"
                + " FOR EACH STATEMENT EXECUTE FUNCTION no_search()");
        try {
            var route = producer.getCamelContext().getRoute("retention-run");
            route.getConsumer().getProcessor().process(route.getEndpoint().createExchange());
        } finally {
            database.execute("DROP TRIGGER no_search ON csv_uploads");
        }
        assertThat(List.of(cells(job), errors(job), changes(job))).containsExactly(0, 0, 0);
        assertThat(hasObject(job)).isFalse();
    }
}
