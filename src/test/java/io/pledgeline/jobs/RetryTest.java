package io.pledgeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class RetryTest extends RunningControl {

    @Autowired
    S3Client s3;

    @Test
    void aSplitWhoseObjectWasGoneGoesOnOnceItIsBack() {
        UUID job = uploadPaused("backers.csv", rows(900), 5);
        imports.until(() -> backers() == 400);
        Map<String, Object> object = database.queryForMap(
                "SELECT bucket, object_key FROM workbooks w JOIN csv_uploads u ON u.workbook_id = w.id WHERE u.id = ?",
                job);
        String bucket = (String) object.get("bucket");
        String key = (String) object.get("object_key");
        s3.deleteObject(delete -> delete.bucket(bucket).key(key));
        goOn(job);
        JsonNode failed = imports.end(job);
        assertThat(error(failed)).as(failed.toString()).isEqualTo("OBJECT_GONE");
        assertThat(retry(job)).hasToString("409 OBJECT_GONE");
        List<Object> before = finished(job);

        s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(rows(900)));
        Answer answer = retry(job);
        assertThat(answer).hasToString("202");
        assertThat(answer.body().get("finishedAt").isNull()).isTrue();
        assertThat(answer.body().get("phase").asText()).isEqualTo("SPLITTING");
        JsonNode document = imports.end(job);

        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(Imports.rows(document)).isEqualTo("900/0/0 of 900");
        assertThat(finished(job)).startsWith(before.toArray()).hasSize(9);
        assertAccounted(job);
        assertThat(retry(job)).hasToString("409 NOTHING_TO_RETRY");
    }

    private List<Object> finished(UUID job) {
        return database.queryForList(
                "SELECT finished_at FROM csv_upload_chunks WHERE upload_id = ? ORDER BY number", Object.class, job);
    }

    @Test
    void aSplitWhoseWorkersWereLostGoesOnTogetherWithTheFailedChunks() {
        UUID job = uploadPaused("backers.csv", rows(900), 5);
        imports.until(() -> backers() == 400);
        database.update("""
                UPDATE csv_upload_chunks SET status = 'FAILED', rows_imported = 0, rows_failed = rows,
                    error = '{"code": "WRITE_FAILED", "detail": "The disk was full."}' WHERE upload_id = ? AND number = 2""", job);
        dropPause();
        database.update(
                "UPDATE csv_uploads SET split_attempts = 5, split_lease = now() - interval '1 s' WHERE id = ?", job);
        JsonNode failed = imports.end(job);
        assertThat(error(failed)).as(failed.toString()).isEqualTo("WORKER_LOST");
        assertThat(Imports.rows(failed)).isEqualTo("300/100/0 of 0");

        assertThat(retry(job)).hasToString("202");
        JsonNode document = imports.end(job);
        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(Imports.rows(document)).isEqualTo("900/0/0 of 900");
        assertAccounted(job);
    }

    @Test
    void whatIsWrongWithTheFileIsWrongAgainAtTheSameRow() {
        String text = Export.of(1, 250)
                .text()
                .replaceAll("\"(2024/../..), ..:..\"", "$1")
                .replace("backer230@", "\"backer@");
        UUID job = imports.upload(campaign, text.getBytes(StandardCharsets.UTF_8));
        JsonNode first = imports.end(job);
        assertThat(error(first)).as(first.toString()).isEqualTo("UNCLOSED_QUOTE");

        assertThat(retry(job)).hasToString("202");
        JsonNode again = imports.end(job);
        assertThat(again.get("error")).isEqualTo(first.get("error"));
        assertThat(Imports.rows(again)).isEqualTo("229/0/0 of 0");
        assertAccounted(job);
    }

    @Test
    void whatWasUndoneOrIsBeingUndoneIsNotRetried() {
        UUID job = uploadPaused("backers.csv", rows(10), 1);
        database.update("""
                UPDATE csv_uploads SET split_error = '{"code": "WORKER_LOST", "detail": "Lost."}' WHERE id = ?""", job);
        database.update("UPDATE jobs SET status = 'PROCESSING', phase = 'SPLITTING' WHERE id = ?", job);
        imports.end(job);
        UUID undo = database.queryForObject(
                "INSERT INTO jobs (merchant_id, campaign_id, kind, phase, target, queued_at)"
                        + " SELECT merchant_id, campaign_id, 'UNDO', 'STORED', target, 'infinity' FROM jobs WHERE id = ? RETURNING id",
                UUID.class,
                job);
        assertThat(retry(job)).hasToString("409 UNDONE");
        database.update(
                "UPDATE jobs SET status = 'FAILED', finished_at = now(), results = '{\"recordsReversed\": 1}' WHERE id = ?",
                undo);
        assertThat(retry(job)).hasToString("409 UNDONE");
        database.update(
                "UPDATE jobs SET status = 'CANCELLED', results = '{\"recordsReversed\": 0}' WHERE id = ?", undo);
        assertThat(imports.number("SELECT is_undone(?)::integer", job)).isZero();
        database.update("UPDATE jobs SET status = 'FAILED', results = NULL WHERE id = ?", undo);
        dropPause();
        assertThat(retry(job)).hasToString("202");
        assertThat(imports.end(job).get("status").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void aSplitThatGoesOnIsSearchedForErasedPeopleAgainAndNotIfItsFileIsBeingRemoved() {
        UUID job = uploadPaused("backers.csv", rows(10), 1);
        database.update("""
                UPDATE csv_uploads SET erasures = 7, split_error = '{"code": "WORKER_LOST", "detail": "Lost."}' WHERE id = ?""", job);
        database.update("UPDATE jobs SET status = 'PROCESSING', phase = 'SPLITTING' WHERE id = ?", job);
        imports.end(job);
        dropPause();
        String expired =
                "UPDATE workbooks SET object_expired_at = %s WHERE id = (SELECT target FROM jobs WHERE id = ?)";
        database.update(expired.formatted("now()"), job);
        assertThat(retry(job).toString()).startsWith("409");
        database.update(expired.formatted("NULL"), job);
        assertThat(retry(job)).hasToString("202");
        assertThat(imports.end(job).get("status").asText()).isEqualTo("COMPLETED");
        assertThat(imports.number("SELECT erasures::integer FROM csv_uploads WHERE id = ?", job))
                .isZero();
    }
}
