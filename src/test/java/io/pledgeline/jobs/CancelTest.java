package io.pledgeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import io.pledgeline.load.Imports.Campaign;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import software.amazon.awssdk.services.s3.S3Client;

class CancelTest extends RunningControl {

    @Autowired
    S3Client s3;

    @Test
    void theChunkThatIsBeingWrittenIsTheLast() throws Exception {
        hold();
        UUID job = uploadHeld(Export.of(1, 500));
        load(job, 1);
        gate("backers");
        Connection gate = closedGate();
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> load(job, 2));
        CompletableFuture<Void> third = CompletableFuture.runAsync(() -> load(job, 3));
        imports.until(() -> waitingBeforeTheGate() == 2);
        CompletableFuture<Answer> cancelled = CompletableFuture.supplyAsync(() -> cancel(job));
        untilStopped(job);
        load(job, 4);
        assertThat(cancelled).isNotDone();
        assertThat(chunks(job)).containsExactly("PENDING=2/0/0/0", "PROCESSING=2/0/0/0", "COMPLETED=1/100/0/0");
        open(gate);
        Answer answer = cancelled.join();
        CompletableFuture.allOf(second, third).join();
        load(job, 4);
        load(job, 5);

        assertThat(answer).hasToString("202");
        assertThat(answer.body().get("status").asText()).isEqualTo("CANCELLED");
        assertThat(answer.body().get("phase").asText()).isEqualTo("DONE");
        assertThat(error(answer.body())).isEqualTo("CANCELLED");
        assertThat(Imports.rows(answer.body())).isEqualTo("300/0/200 of 500");
        assertThat(answer.body().at("/progress/percent").asDouble()).isBetween(50.0, 70.0);
        assertThat(chunks(job)).containsExactly("COMPLETED=3/300/0/0", "CANCELLED=2/0/0/200");
        assertThat(answer.body()).isEqualTo(imports.document(job));
        assertAccounted(job);
        assertThat(cancel(job)).hasToString("409 ALREADY_ENDED");
        assertThat(retry(job)).hasToString("409 CANCELLED");
        assertThat(imports.number("SELECT count(*) FROM csv_uploads WHERE id = ? AND status = 'CANCELLED'", job))
                .isEqualTo(1);
    }

    @Test
    void aLoaderThatHasOnlyNamedItsProductsComesTooLate() throws Exception {
        hold();
        UUID job = uploadHeld(Export.of(1, 100));
        gate("products");
        Connection gate = closedGate();
        CompletableFuture<Void> loading = CompletableFuture.runAsync(() -> load(job, 1));
        untilSomebodyWaits();
        CompletableFuture<Answer> cancelled = CompletableFuture.supplyAsync(() -> cancel(job));
        untilStopped(job);
        assertThat(cancelled).isNotDone();
        open(gate);
        loading.join();

        assertThat(Imports.rows(cancelled.join().body())).isEqualTo("0/0/100 of 100");
        assertAccounted(job);
    }

    private void untilStopped(UUID job) {
        imports.until(
                () -> imports.number("SELECT count(*) FROM csv_uploads WHERE id = ? AND stop IS NOT NULL", job) == 1);
    }

    @Test
    void anImportThatWasNotSplitYetOrNotToItsEndHasNoTotal() {
        UUID job = uploadUnsplit("backers.csv", rows(10));
        Answer answer = cancel(job);
        assertThat(answer.body().get("status").asText()).isEqualTo("CANCELLED");
        assertThat(answer.body().at("/progress/rowsTotal").isNull()).isTrue();
        goOn(job);
        producer.sendBody("direct:split-workbook", job.toString());
        assertThat(chunks(job)).isEmpty();

        campaign = imports.newCampaign();
        UUID half = uploadPaused("backers.csv", rows(900), 5);
        imports.until(() -> backers() == 400);
        assertThat(cancel(half)).hasToString("202");
        goOn(half);
        producer.sendBody("direct:split-workbook", half.toString());
        JsonNode document = imports.document(half);
        assertThat(document.at("/progress/rowsTotal").isNull()).isTrue();
        assertThat(Imports.rows(document)).isEqualTo("400/0/0 of 0");
        assertAccounted(half);
        assertThat(retry(half)).hasToString("409 CANCELLED");
    }

    @Test
    void anImportThatWaitsForItsMappingWaitsNoLonger() {
        UUID job = imports.upload(campaign, "Colour,Shape\nred,round\n".getBytes());
        imports.until(() -> imports.document(job).get("phase").asText().equals("WAITING_FOR_MAPPING"));
        assertThat(cancel(job)).hasToString("202");
        assertThat(status(job)).isEqualTo("CANCELLED");
        assertThat(error(imports.document(job))).isEqualTo("CANCELLED");
        assertThat(cancel(job)).hasToString("409 ALREADY_ENDED");
    }

    @Test
    void whatIsUnpackedWhenItIsCancelledGoesAgain() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(rows(300));
        }
        UUID job = uploadUnsplit("backers.csv.gz", packed.toByteArray());
        beforeEachRow("jobs", "IF NEW.phase = 'UNPACKING' THEN PERFORM pg_advisory_xact_lock_shared(4711); END IF;");
        Connection gate = closedGate();
        dropPause();
        database.update("UPDATE csv_uploads SET split_queued_at = 'infinity', split_lease = NULL WHERE id = ?", job);
        CompletableFuture<Void> unpacking =
                CompletableFuture.runAsync(() -> producer.sendBody("direct:split-workbook", job.toString()));
        untilSomebodyWaits();
        CompletableFuture<Answer> cancelled = CompletableFuture.supplyAsync(() -> cancel(job));
        untilStopped(job);
        open(gate);
        unpacking.join();

        assertThat(cancelled.join().body().get("status").asText()).isEqualTo("CANCELLED");
        assertThat(objectsBelow(job)).isEmpty();
        assertAccounted(job);
    }

    private List<String> objectsBelow(UUID job) {
        var object = database.queryForMap(
                "SELECT bucket, object_key FROM workbooks w JOIN csv_uploads u ON u.workbook_id = w.id WHERE u.id = ?",
                job);
        return s3
                .listObjectsV2(
                        list -> list.bucket((String) object.get("bucket")).prefix(object.get("object_key") + ".files/"))
                .contents()
                .stream()
                .map(stored -> stored.key())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ANALYSIS", "UNDO"})
    void aJobThatIsWorkedOnAsAWholeIsCancelled(String kind) {
        UUID job = otherJob(kind);
        Answer answer = cancel(job);
        assertThat(answer).hasToString("202");
        assertThat(answer.body().get("status").asText()).isEqualTo("CANCELLED");
        assertThat(error(answer.body())).isEqualTo("CANCELLED");
        assertThat(cancel(job)).hasToString("409 ALREADY_ENDED");
    }

    @Test
    void anErasureIsNot() {
        UUID job = otherJob("ERASE");
        assertThat(cancel(job)).hasToString("409 NOT_CANCELLABLE");
        assertThat(status(job)).isEqualTo("PENDING");
        database.update("DELETE FROM jobs WHERE id = ?", job);
    }

    private UUID otherJob(String kind) {
        UUID job = imports.upload(campaign, Export.of(1, 3));
        imports.end(job);
        return database.queryForObject(
                "INSERT INTO jobs (merchant_id, campaign_id, kind, phase, target, queued_at)"
                        + " SELECT merchant_id, campaign_id, ?, 'STORED', target, 'infinity' FROM jobs WHERE id = ? RETURNING id",
                UUID.class,
                kind,
                job);
    }

    @Test
    void whatHasEndedOrIsNotThereIsNotCancelled() {
        UUID job = imports.upload(campaign, Export.of(1, 3));
        imports.end(job);
        assertThat(cancel(job)).hasToString("409 ALREADY_ENDED");
        assertThat(status(job)).isEqualTo("COMPLETED");
        assertThat(cancel(UUID.randomUUID())).hasToString("404 NOT_FOUND");
        campaign = imports.newCampaign();
        assertThat(cancel(job)).hasToString("404 NOT_FOUND");
    }

    @Test
    void rowsThatHaveComeAnotherWayAreNotSkipped() {
        hold();
        UUID job = uploadHeld(Export.of(1, 100));
        // As a chunk that failed, of which a correction has brought two rows, and that is tried again.
        database.update("UPDATE csv_upload_chunks SET rows_imported = 2 WHERE upload_id = ?", job);
        assertThat(Imports.rows(cancel(job).body())).isEqualTo("2/0/98 of 100");
    }

    @Test
    void theSweeperEndsWhatAProcessHadStoppedBeforeItWasKilled() {
        hold();
        UUID job = uploadHeld(Export.of(1, 300));
        load(job, 1);
        database.update(
                "UPDATE csv_uploads SET stop = '{\"code\": \"CANCELLED\", \"detail\": \"By a person.\"}' WHERE id = ?",
                job);
        load(job, 2);
        JsonNode document = imports.end(job);

        assertThat(document.get("status").asText()).isEqualTo("CANCELLED");
        assertThat(Imports.rows(document)).isEqualTo("100/0/200 of 300");
        assertAccounted(job);
    }

    @Test
    void cancelledAtAnyMomentAnImportAddsUp() {
        Random random = new Random(42);
        int cancelled = 0;
        int halfway = 0;
        for (int round = 0; round < 12; round++) {
            Map<UUID, Campaign> uploads = new LinkedHashMap<>();
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                campaign = imports.newCampaign();
                Campaign own = campaign;
                UUID job = imports.upload(own, Export.of(1, 500));
                uploads.put(job, own);
                int chunks = random.nextInt(6);
                answers.add(CompletableFuture.supplyAsync(() -> {
                    imports.until(() -> completed(job) >= chunks);
                    return cancel(own, job);
                }));
            }
            for (UUID job : uploads.keySet()) {
                campaign = uploads.get(job);
                Answer answer = answers.remove(0).join();
                if (answer.status() == 202) {
                    assertThat(answer.body().get("status").asText()).isEqualTo("CANCELLED");
                    assertThat(answer.body()).isEqualTo(imports.document(job));
                    cancelled++;
                    halfway += backers() > 0 && backers() < 500 ? 1 : 0;
                } else {
                    assertThat(answer).hasToString("409 ALREADY_ENDED");
                }
                assertAccounted(job);
            }
        }
        System.out.printf("%d of 48 imports were cancelled, %d of them halfway%n", cancelled, halfway);
        assertThat(halfway).isPositive();
    }

    private int completed(UUID job) {
        return imports.number(
                "SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ? AND status = 'COMPLETED'", job);
    }
}
