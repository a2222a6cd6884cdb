package io.pledgeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import io.pledgeline.load.Imports.Campaign;
import io.pledgeline.load.RunningImports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** Imports that a test stops, lets go on, or keeps from going on. */
abstract class RunningControl extends RunningImports {

    private final HttpClient client = HttpClient.newHttpClient();

    /** An answer by its status and its code, which is empty where nothing is wrong. */
    record Answer(int status, JsonNode body) {

        @Override
        public String toString() {
            return (status + " " + body.path("code").asText()).strip();
        }
    }

    Answer cancel(UUID job) {
        return cancel(campaign, job);
    }

    Answer cancel(Campaign as, UUID job) {
        return post(as, job, "cancel");
    }

    Answer retry(UUID job) {
        return post(campaign, job, "retry");
    }

    private Answer post(Campaign as, UUID job, String what) {
        URI uri = URI.create("http://localhost:" + port + "/api/jobs/" + job + "/" + what);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + as.key())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), Imports.json(answer.body()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Uploads a file whose split nobody takes up. */
    UUID uploadUnsplit(String filename, byte[] file) {
        return uploadPaused(filename, file, 1);
    }

    /** Uploads a file whose split nobody goes on with once this chunk is the next. */
    UUID uploadPaused(String filename, byte[] file, int chunk, String... query) {
        database.execute("""
                CREATE OR REPLACE FUNCTION pause_split() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.split_chunk = %d AND NEW.split_lease IS NULL THEN NEW.split_lease = 'infinity'; END IF;
                    RETURN NEW;
                END $$""".formatted(chunk));
        database.execute("CREATE OR REPLACE TRIGGER pause_split BEFORE INSERT OR UPDATE ON csv_uploads"
                + " FOR EACH ROW EXECUTE FUNCTION pause_split()");
        UUID job = imports.uploadAs(filename, campaign, file, query);
        imports.until(() ->
                imports.number("SELECT count(*) FROM csv_uploads WHERE id = ? AND split_lease = 'infinity'", job) == 1);
        return job;
    }

    /** Lets the splits go on that were paused. */
    void goOn(UUID job) {
        dropPause();
        database.update("UPDATE csv_uploads SET split_queued_at = NULL, split_lease = NULL WHERE id = ?", job);
    }

    @AfterEach
    void dropPause() {
        database.execute("DROP TRIGGER IF EXISTS pause_split ON csv_uploads");
    }

    @AfterEach
    void holdNothing() {
        database.execute("DROP TRIGGER IF EXISTS hold ON csv_upload_chunks");
    }

    String status(UUID job) {
        return imports.document(job).get("status").asText();
    }

    String error(JsonNode document) {
        return document.at("/error/code").asText();
    }

    /** The chunks of a job by their status, as {@code status=chunks/imported/failed/skipped}. */
    List<String> chunks(UUID job) {
        return database.queryForList(
                "SELECT status || '=' || concat_ws('/', count(*), sum(rows_imported), sum(rows_failed), sum(rows_skipped))"
                        + " FROM csv_upload_chunks WHERE upload_id = ? GROUP BY status ORDER BY status",
                String.class,
                job);
    }

    int backers() {
        return imports.records(campaign).get("backers");
    }

    /** Whatever became of a job: what it says of its rows is true of its chunks and of the tables. */
    void assertAccounted(UUID job) {
        JsonNode document = imports.document(job);
        JsonNode results = document.get("results");
        int imported = results.get("rowsImported").asInt();
        assertThat(imported).as(document.toString()).isEqualTo(backers());
        int all = imported
                + results.get("rowsFailed").asInt()
                + results.get("rowsSkipped").asInt();
        assertThat(all)
                .isEqualTo(imports.number(
                        "SELECT coalesce(sum(rows), 0)::integer FROM csv_upload_chunks WHERE upload_id = ?", job));
        JsonNode total = document.at("/progress/rowsTotal");
        if (!total.isNull()) {
            assertThat(all).as(document.toString()).isEqualTo(total.asInt());
        }
        assertThat(imports.number(
                        "SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ? AND status IN ('PENDING', 'PROCESSING')",
                        job))
                .isZero();
    }

    static byte[] rows(int rows) {
        return Export.of(1, rows).bytes();
    }
}
