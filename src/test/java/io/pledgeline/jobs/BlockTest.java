package io.pledgeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockTest extends RunningControl {

    private static final String BLOCK = "onError=block";
    private static final Map<String, Integer> NOTHING = Imports.records(0, 0, 0, 0, 0);

    @Test
    void aBadRowAtTheEndKeepsTheWholeFileOut() {
        Export export = Export.of(1, 250).set(7, "Email", "nobody").set(249, "Pledge Amount", "much");
        JsonNode document = imports.run(campaign, export, BLOCK);
        UUID job = Imports.id(document);

        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("FAILED");
        assertThat(error(document)).isEqualTo("BLOCKED");
        assertThat(document.at("/error/detail").asText())
                .isEqualTo("Nothing was written, for something is wrong with 2 of 250 rows.");
        assertThat(Imports.rows(document)).isEqualTo("0/2/248 of 250");
        assertThat(imports.records(campaign)).isEqualTo(NOTHING);
        assertThat(chunks(job)).containsExactly("CANCELLED=3/0/2/248");
        JsonNode errors = Imports.json(imports.get(campaign, "/api/jobs/" + job + "/errors", "application/json"));
        assertThat(errors.at("/items").findValuesAsText("row")).containsExactly("8", "250");
        String csv = imports.get(campaign, "/api/jobs/" + job + "/errors", "text/csv");
        assertThat(csv.lines()).hasSize(3);
        assertThat(csv).contains("much", "nobody");
        assertThat(retry(job)).hasToString("409 BLOCKED");
    }

    @Test
    void aGoodFileIsImportedAsWithoutBlocking() {
        JsonNode blocking = imports.run(campaign, Export.of(1, 450), BLOCK);
        Map<String, Integer> records = imports.records(campaign);
        campaign = imports.newCampaign();
        JsonNode other = imports.run(campaign, Export.of(1, 450));

        assertThat(blocking.get("status").asText()).as(blocking.toString()).isEqualTo("COMPLETED");
        assertThat(blocking.get("results")).isEqualTo(other.get("results"));
        assertThat(records).isEqualTo(imports.records(campaign));
        assertThat(Imports.rows(blocking)).isEqualTo("450/0/0 of 450");
    }

    @Test
    void judgingIsHalfOfTheWay() {
        hold();
        UUID job = uploadHeld(Export.of(1, 200).set(3, "Email", "nobody"), BLOCK);
        load(job, 1);
        load(job, 1);
        JsonNode document = imports.document(job);
        assertThat(document.get("phase").asText()).isEqualTo("VALIDATING");
        assertThat(document.at("/progress/percent").asDouble()).isBetween(20.0, 28.0);
        assertThat(Imports.rows(document)).isEqualTo("0/1/0 of 200");
        assertThat(chunks(job)).containsExactly("PENDING=2/0/1/0");
        assertThat(imports.get(campaign, "/api/jobs/" + job + "/errors", "application/json"))
                .contains("INVALID_EMAIL");

        Answer cancelled = cancel(job);
        assertThat(Imports.rows(cancelled.body())).isEqualTo("0/1/199 of 200");
        assertThat(cancelled.body().at("/progress/percent").asDouble()).isBetween(20.0, 28.0);
        assertThat(imports.get(campaign, "/api/jobs/" + job + "/errors", "application/json"))
                .contains("INVALID_EMAIL");
        assertThat(imports.records(campaign)).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @CsvSource({"insert, ALREADY_EXISTS, 0/50/50", "update, NOT_FOUND, 0/50/50"})
    void whatTheModeRefusesBlocksToo(String mode, String code, String rows) {
        imports.run(campaign, Export.of(1, 50));
        Map<String, Integer> before = imports.records(campaign);
        JsonNode document = imports.run(campaign, Export.of(1, 100).set(99, "Reward ID", "new"), BLOCK, "mode=" + mode);

        assertThat(error(document)).as(document.toString()).isEqualTo("BLOCKED");
        assertThat(Imports.rows(document)).isEqualTo(rows + " of 100");
        assertThat(imports.records(campaign)).isEqualTo(before);
        assertThat(imports.errors(Imports.id(document)))
                .extracting(error -> error.get("code").asText())
                .containsOnly(code);
        JsonNode skipping = imports.run(campaign, Export.of(1, 100), BLOCK, "mode=skip-existing");
        assertThat(Imports.rows(skipping)).isEqualTo("50/0/50 of 100");
    }

    @Test
    void aRowThatOnlyTheDatabaseRefusesFailsAlone() {
        database.execute("ALTER TABLE backers ADD CONSTRAINT no_poison CHECK (name NOT LIKE 'Poison%') NOT VALID");
        JsonNode document = imports.run(campaign, Export.of(1, 200).set(120, "Backer Name", "Poison"), BLOCK);

        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(Imports.rows(document)).isEqualTo("199/1/0 of 200");
        assertThat(imports.errors(Imports.id(document)).get(0).get("code").asText())
                .isEqualTo("DB_REJECTED");
        assertAccounted(Imports.id(document));
    }

    @Test
    void aSplitThatFailsBlocks() {
        String text = Export.of(1, 250)
                .text()
                .replaceAll("\"(2024/../..), ..:..\"", "$1")
                .replace("backer230@", "\"backer@");
        UUID job = imports.upload(campaign, text.getBytes(StandardCharsets.UTF_8), BLOCK);
        JsonNode document = imports.end(job);

        assertThat(error(document)).as(document.toString()).isEqualTo("BLOCKED");
        assertThat(document.at("/error/detail").asText()).contains("UNCLOSED_QUOTE");
        assertThat(document.at("/error/row").asInt()).isEqualTo(231);
        assertThat(Imports.rows(document)).isEqualTo("0/0/229 of 0");
        assertThat(imports.records(campaign)).isEqualTo(NOTHING);
    }

    @Test
    void aFileWithoutRowsIsToldAsEver() {
        assertThat(error(imports.run(campaign, Export.of(1, 0), BLOCK))).isEqualTo("NO_ROWS");
    }

    @Test
    void aChunkWhoseJudgeWasLostIsJudgedOnceAndByWhoeverComesFirst() {
        hold();
        UUID job = uploadHeld(Export.of(1, 200), BLOCK);
        database.update("""
                UPDATE csv_upload_chunks SET status = 'PROCESSING', attempts = 1, lease_until = now() - interval '1 s',
                    queued_at = now() - interval '1 h' WHERE upload_id = ? AND number = 1""", job);
        imports.until(() -> judged(job) == 1);
        assertThat(backers()).isZero();
        load(job, 2);
        // The window is the feeder's again, now for the writing.
        JsonNode document = imports.end(job);
        assertThat(Imports.rows(document)).as(document.toString()).isEqualTo("200/0/0 of 200");
        assertAccounted(job);
    }

    @Test
    void whatALateJudgeSaysOfAChunkThatIsBeingWrittenDoesNotCount() {
        hold();
        UUID job = uploadHeld(Export.of(1, 200), BLOCK);
        String chunk = "UPDATE csv_upload_chunks SET status = 'PROCESSING', lease_until = 'infinity', rows_failed = 0,"
                + " validated_at = %s, attempts = %d WHERE upload_id = ? AND number = 1";
        Map<String, Object> late = Map.of(
                "upload", job.toString(), "chunk", 1, "attempt", 1, "judging", true, "code", "X", "detail", "Late.");
        Map<String, Object> judgement =
                Map.of("upload", job.toString(), "chunk", 1, "attempt", 1, "errors", "[]", "rowsFailed", 7);
        // It is being written, or judged by a later attempt.
        for (String state : List.of(chunk.formatted("now()", 1), chunk.formatted("NULL", 2))) {
            database.update(state, job);
            run("load/sql/fail-chunk.sql", late);
            run("load/sql/judge-chunk.sql", judgement);
            assertThat(chunks(job)).containsExactly("PENDING=1/0/0/0", "PROCESSING=1/0/0/0");
        }

        // While it is judged by this attempt, the same counts.
        database.update(chunk.formatted("NULL", 1), job);
        run("load/sql/judge-chunk.sql", judgement);
        assertThat(chunks(job)).containsExactly("PENDING=2/0/7/0");
        database.update(chunk.formatted("NULL", 1), job);
        run("load/sql/fail-chunk.sql", late);
        assertThat(chunks(job)).containsExactly("PENDING=1/0/0/0", "FAILED=1/0/100/0");
        cancel(job);
    }

    private void run(String sql, Map<String, Object> parameters) {
        Exchange done = producer.request("direct:sql", exchange -> {
            exchange.setProperty("sql", sql);
            exchange.getMessage().setBody(parameters);
        });
        assertThat(done.getException()).isNull();
    }

    @Test
    void aChunkThatNobodyCouldJudgeBlocks() {
        hold();
        UUID job = uploadHeld(Export.of(1, 300), BLOCK);
        load(job, 1);
        load(job, 3);
        database.update("""
                UPDATE csv_upload_chunks SET status = 'PROCESSING', attempts = 5, lease_until = now() - interval '1 s'
                WHERE upload_id = ? AND number = 2""", job);
        JsonNode document = imports.end(job);

        assertThat(error(document)).as(document.toString()).isEqualTo("BLOCKED");
        assertThat(document.at("/error/detail").asText()).contains("WORKER_LOST");
        assertThat(document.at("/error/row").asInt()).isEqualTo(102);
        assertThat(Imports.rows(document)).isEqualTo("0/100/200 of 300");
        assertThat(imports.records(campaign)).isEqualTo(NOTHING);
    }

    @Test
    void theSweeperReleasesWhatWasJudgedByAProcessThatWasKilled() {
        hold();
        UUID job = uploadHeld(Export.of(1, 200), BLOCK);
        database.update("UPDATE csv_upload_chunks SET validated_at = now(), queued_at = NULL WHERE upload_id = ?", job);
        JsonNode document = imports.end(job);
        assertThat(Imports.rows(document)).isEqualTo("200/0/0 of 200");
    }

    @Test
    void theSplitIsNotHeldBackByWhatWasJudged() {
        UUID job = uploadPaused("backers.csv", rows(900), 5, BLOCK);
        imports.until(() -> judged(job) == 4);
        assertThat(database.queryForList("""
                        SELECT count(*) FROM csv_upload_chunks c JOIN csv_uploads u ON u.id = c.upload_id
                        WHERE u.id = ? AND c.queued_at IS NOT NULL""", Integer.class, job)).isEqualTo(List.of(0));
        goOn(job);
        assertThat(Imports.rows(imports.end(job))).isEqualTo("900/0/0 of 900");
    }

    private int judged(UUID job) {
        return imports.number(
                "SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ? AND validated_at IS NOT NULL", job);
    }
}
