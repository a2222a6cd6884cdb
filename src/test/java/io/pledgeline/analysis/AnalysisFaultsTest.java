package io.pledgeline.analysis;

import static io.pledgeline.unpack.Archives.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Imports;
import io.pledgeline.unpack.Archives;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.datasource.DataSourceUtils;
import software.amazon.awssdk.services.s3.S3Client;

/** An analysis is a job that ends, whatever happens to those who work on it. */
class AnalysisFaultsTest extends RunningAnalyses {

    @Autowired
    S3Client s3;

    @Autowired
    RedissonClient redisson;

    @Test
    void whileAnAnalysisIsOpenItsJobIsAnswered() {
        UUID job = uploadWaiting(UNKNOWN);
        UUID held = heldAnalysis(job);
        List<CompletableFuture<UUID>> more = Stream.generate(() -> CompletableFuture.supplyAsync(() -> analyze(job)))
                .limit(6)
                .toList();
        assertThat(more.stream().map(CompletableFuture::join)).containsOnly(held);
        release(held);
        imports.end(held);

        List<CompletableFuture<UUID>> anew = Stream.generate(() -> CompletableFuture.supplyAsync(() -> analyze(job)))
                .limit(6)
                .toList();
        anew.forEach(CompletableFuture::join);
        assertThat(imports.number(
                        "SELECT count(*) FROM jobs WHERE kind = 'ANALYSIS' AND status IN ('PENDING', 'PROCESSING') AND target = ?",
                        workbookOf(job)))
                .isLessThanOrEqualTo(1);
        anew.forEach(one -> imports.end(one.join()));
    }

    @Test
    void aClaimHeldByADeadWorkerIsTakenOverAndTheDeadOneWritesNothing() {
        UUID job = uploadWaiting(UNKNOWN);
        UUID analysis = heldAnalysis(job);
        // As a worker leaves it that was killed in the middle.
        database.update(
                "UPDATE jobs SET status = 'PROCESSING', phase = 'MAPPING', attempts = 1, started_at = now(), queued_at = now(),"
                        + " lease_until = now() WHERE id = ?",
                analysis);
        assertThat(imports.end(analysis).get("status").asText()).isEqualTo("COMPLETED");
        assertThat(attempts(analysis)).isEqualTo(2);
        assertThat(imports.document(analysis).get("startedAt").isTextual()).isTrue();
    }

    @Test
    void aWorkerThatIsSlowKeepsItsLeaseAndOneThatWasOvertakenWritesNothing() throws SQLException {
        UUID job = uploadWaiting(UNKNOWN);
        UUID analysis = heldAnalysis(job);
        CompletableFuture<Void> slow;
        Connection other = DataSourceUtils.getConnection(database.getDataSource());
        try (Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            // Whoever proposes asks what was remembered.
            statement.execute("LOCK TABLE remembered_mappings IN ACCESS EXCLUSIVE MODE");
            release(analysis);
            slow = CompletableFuture.runAsync(() -> producer.sendBody("direct:analysis-run", analysis.toString()));
            imports.until(() -> attempts(analysis) == 1);
            database.update("UPDATE jobs SET lease_until = now() + interval '8 s' WHERE id = ?", analysis);
            imports.until(() -> imports.number(
                            "SELECT count(*) FROM jobs WHERE id = ? AND lease_until > now() + interval '12 s'",
                            analysis)
                    == 1);
            database.update("UPDATE jobs SET attempts = 3, lease_until = 'infinity' WHERE id = ?", analysis);
        } finally {
            other.rollback();
            other.setAutoCommit(true);
            other.close();
        }
        slow.join();
        assertThat(imports.document(analysis).get("status").asText()).isEqualTo("PROCESSING");
        assertThat(analysis(job).get("columns")).isEmpty();

        database.update("UPDATE jobs SET lease_until = now() WHERE id = ?", analysis);
        assertThat(imports.end(analysis).get("status").asText()).isEqualTo("COMPLETED");
        assertThat(attempts(analysis)).isEqualTo(4);
    }

    @Test
    void workersThatAreLostAgainAndAgainEndTheAnalysis() {
        UUID job = uploadWaiting(UNKNOWN);
        UUID analysis = heldAnalysis(job);
        database.update(
                "UPDATE jobs SET status = 'PROCESSING', phase = 'MAPPING', attempts = 5, started_at = now(),"
                        + " lease_until = now() WHERE id = ?",
                analysis);
        JsonNode ended = imports.end(analysis);
        assertThat(ended.get("status").asText()).isEqualTo("FAILED");
        assertThat(ended.at("/error/code").asText()).isEqualTo("WORKER_LOST");
        assertThat(analysis(job).at("/error/code").asText()).isEqualTo("WORKER_LOST");
        assertThat(confirm(job, MAPPING)).hasToString("409 NOT_ANALYZED");
        assertThat(analyzed(job).get("status").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void anObjectThatIsGoneFailsTheAnalysis() {
        UUID job = uploadWaiting(UNKNOWN);
        Map<String, Object> object =
                database.queryForMap("SELECT bucket, object_key FROM workbooks WHERE id = ?", workbookOf(job));
        s3.deleteObject(
                request -> request.bucket((String) object.get("bucket")).key((String) object.get("object_key")));
        JsonNode ended = imports.end(analyze(job));
        assertThat(ended.get("status").asText()).isEqualTo("FAILED");
        assertThat(ended.get("phase").asText()).isEqualTo("DONE");
        assertThat(ended.at("/error/code").asText()).isEqualTo("OBJECT_GONE");
        assertThat(analysis(job).get("columns")).isEmpty();
        assertThat(analysis(job).get("platform").isNull()).isTrue();
    }

    @Test
    void anObjectStoreThatIsAwayForLongOnlyDelaysTheAnalysis() {
        UUID job = uploadWaiting(UNKNOWN);
        UUID analysis = heldAnalysis(job);
        move(job, "bucket || '-away'");
        for (int attempt = 0; attempt < 7; attempt++) {
            release(analysis);
            producer.sendBody("direct:analysis-run", analysis.toString());
            assertThat(imports.document(analysis).get("status").asText()).isEqualTo("PENDING");
        }
        assertThat(attempts(analysis)).isZero();
        move(job, "replace(bucket, '-away', '')");
        release(analysis);
        assertThat(imports.end(analysis).get("status").asText()).isEqualTo("COMPLETED");
    }

    private void move(UUID job, String bucket) {
        database.update("UPDATE workbooks SET bucket = " + bucket + " WHERE id = ?", workbookOf(job));
    }

    @Test
    void aContainerThatCouldNotBeUnpackedFailsTheAnalysisWithTheSameReason() throws IOException {
        byte[] zip = Archives.zip(Map.of("list.csv", utf8(UNKNOWN.repeat(50))));
        UUID job = imports.uploadAs("list.zip", campaign, Arrays.copyOf(zip, zip.length - 30));
        JsonNode imported = imports.end(job);
        JsonNode ended = imports.end(analyze(job));
        assertThat(ended.get("status").asText()).isEqualTo("FAILED");
        assertThat(ended.get("error")).isEqualTo(imported.get("error"));
        assertThat(ended.at("/error/code").asText()).isEqualTo("CORRUPT_ARCHIVE");
    }

    @Test
    void aFileWithoutRowsFailsTheAnalysis() {
        UUID job = imports.upload(campaign, utf8("Kontaktweg;Beisteuer\n"));
        imports.end(job);
        assertThat(imports.end(analyze(job)).at("/error/code").asText()).isEqualTo("NO_ROWS");
    }

    @Test
    void anAnalysisWaitsUntilTheFilesAreKnownAndRunsWhateverRedisForgets() {
        UUID job = uploadWaiting(UNKNOWN);
        // As while it is unpacked.
        database.update("UPDATE jobs SET status = 'PROCESSING', phase = 'UNPACKING' WHERE id = ?", job);
        database.update("UPDATE csv_uploads SET split_lease = 'infinity' WHERE id = ?", job);
        UUID analysis = analyze(job);
        producer.sendBody("direct:analysis-run", analysis.toString());
        JsonNode document = imports.document(analysis);
        assertThat(document.get("status").asText()).isEqualTo("PENDING");
        assertThat(document.get("phase").asText()).isEqualTo("STORED");
        assertThat(attempts(analysis)).isZero();

        redisson.getKeys().flushdb();
        database.update("UPDATE jobs SET status = 'PENDING', phase = 'WAITING_FOR_MAPPING' WHERE id = ?", job);
        assertThat(imports.end(analysis).get("status").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void anAnalysisThatIsAskedForAtOnceRunsWhenTheImportBeginsToWait() throws IOException {
        UUID job = imports.uploadAs("list.zip", campaign, Archives.zip(Map.of("list.csv", utf8(UNKNOWN))));
        assertThat(analyzed(job).get("files")).hasToString("[\"list.csv\"]");
        assertThat(imports.document(job).get("phase").asText()).isEqualTo("WAITING_FOR_MAPPING");
    }

    @Test
    void theJobOfAnAnalysisIsShownAsThatOfAnImport() {
        UUID job = uploadWaiting(UNKNOWN);
        UUID analysis = heldAnalysis(job);
        JsonNode pending = call(campaign, "GET", "/api/jobs/" + analysis, null).body();
        assertThat(pending.get("kind").asText()).isEqualTo("ANALYSIS");
        assertThat(pending.at("/progress/percent").asInt()).isZero();
        assertThat(pending.at("/progress/bytesRead").asInt()).isZero();
        assertThat(pending.get("platform").isNull()).isTrue();
        assertThat(call(campaign, "POST", "/api/jobs/" + analysis + "/retry", null))
                .hasToString("409 STILL_RUNNING");
        release(analysis);
        JsonNode ended = imports.end(analysis);
        JsonNode imported = imports.document(job);
        assertThat(AnalysisTest.names(ended)).isEqualTo(AnalysisTest.names(imported));
        for (String part : List.of("workbook", "progress", "results")) {
            assertThat(AnalysisTest.names(ended.get(part))).isEqualTo(AnalysisTest.names(imported.get(part)));
        }
        assertThat(ended.get("results")).isEqualTo(imported.get("results"));
        assertThat(ended.get("workbook")).isEqualTo(imported.get("workbook"));
        assertThat(ended.get("platform").asText()).isEqualTo("generic");
        assertThat(ended.at("/progress/percent").asInt()).isEqualTo(100);
        assertThat(call(campaign, "POST", "/api/jobs/" + analysis + "/retry", null))
                .hasToString("409 NOTHING_TO_RETRY");
        for (String list : List.of("chunks", "errors")) {
            JsonNode page = call(campaign, "GET", "/api/jobs/" + analysis + "/" + list, null)
                    .body();
            assertThat(page.get("items")).isEmpty();
            assertThat(page.get("nextCursor").isNull()).isTrue();
        }
        assertThat(imports.get(campaign, "/api/jobs/" + analysis + "/errors", "text/csv"))
                .isEqualTo("_file,_row,_errors\r\n");
        assertThat(imports.get(campaign, "/api/jobs/" + analysis + "/events", "text/event-stream"))
                .startsWith("event:completed\ndata:{")
                .contains("ANALYSIS");
        assertThat(call(campaign, "GET", "/api/jobs", null).body().at("/items").findValuesAsText("kind"))
                .containsExactly("ANALYSIS", "IMPORT");
        assertThat(call(campaign, "GET", "/api/jobs?status=COMPLETED&campaign=" + campaign.slug(), null)
                        .body()
                        .at("/items"))
                .hasSize(1);
        assertThat(imports.document(job).get("phase").asText()).isEqualTo("WAITING_FOR_MAPPING");
    }

    @Test
    void aStreamThatIsOpenBeforeTheAnalysisRunsEndsWithIt() {
        UUID job = uploadWaiting(UNKNOWN);
        UUID analysis = heldAnalysis(job);
        CompletableFuture<String> events = CompletableFuture.supplyAsync(
                () -> imports.get(campaign, "/api/jobs/" + analysis + "/events", "text/event-stream"));
        release(analysis);
        String told = events.join();
        assertThat(told.substring(told.lastIndexOf("event:"))).startsWith("event:completed\n");
    }

    @Test
    void aWorkbookThatIsStillReceivedIsNotAnalysed() {
        Imports.Campaign operator = campaign;
        UUID workbook = database.queryForObject(
                "WITH c AS (INSERT INTO campaigns (merchant_id, slug, name) SELECT id, ?, 'x' FROM merchants WHERE slug = ? RETURNING id, merchant_id)"
                        + " INSERT INTO workbooks (merchant_id, campaign_id, filename, bucket, object_key, lease_until)"
                        + " SELECT merchant_id, id, 'a.csv', 'b', ?, now() + interval '1 h' FROM c RETURNING id",
                UUID.class,
                operator.slug(),
                operator.slug(),
                UUID.randomUUID().toString());
        assertThat(call(operator, "POST", "/api/workbooks/" + workbook + "/analyze", null))
                .hasToString("409 IN_PROGRESS");
        assertThat(call(operator, "GET", "/api/workbooks/" + workbook + "/analysis", null))
                .hasToString("404 NOT_FOUND");
        database.update("DELETE FROM workbooks WHERE id = ?", workbook);
    }

    /** An analysis that no worker takes until it is released. */
    private UUID heldAnalysis(UUID imported) {
        database.execute("""
                CREATE OR REPLACE FUNCTION hold_analysis() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN NEW.lease_until = 'infinity'; RETURN NEW; END $$""");
        database.execute("CREATE TRIGGER hold_analysis BEFORE INSERT ON jobs FOR EACH ROW WHEN (NEW.kind = 'ANALYSIS')"
                + " EXECUTE FUNCTION hold_analysis()");
        try {
            return analyze(imported);
        } finally {
            database.execute("DROP TRIGGER hold_analysis ON jobs");
        }
    }

    private void release(UUID analysis) {
        database.update("UPDATE jobs SET lease_until = NULL WHERE id = ?", analysis);
    }

    private int attempts(UUID analysis) {
        return imports.number("SELECT attempts FROM jobs WHERE id = ?", analysis);
    }
}
