package io.pledgeline.load;

import static io.pledgeline.load.Imports.records;
import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class LoadChunkRouteTest extends RunningImports {

    private static final String REFUSE = "IF NEW.name %s THEN RAISE EXCEPTION 'refused' USING ERRCODE = '%s'; END IF;";

    private void refusePoison(String table) {
        database.execute(
                "ALTER TABLE " + table + " ADD CONSTRAINT no_poison CHECK (name NOT LIKE 'Poison%') NOT VALID");
    }

    @Autowired
    MeterRegistry meters;

    @Test
    void onlyTheRowsThatTheDatabaseRefusesFail() {
        refusePoison("backers");
        Export export = Export.of(1, 300);
        for (int place : new int[] {1, 2, 77, 100, 250}) {
            export.set(place, "Backer Name", "Poison");
        }
        UUID job = imports.upload(campaign, export);
        JsonNode document = imports.end(job);

        assertThat(document.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(rows(document)).isEqualTo("295/5/0 of 300");
        assertThat(imports.records(campaign).get("backers")).isEqualTo(295);
        assertThat(Imports.figures(document, "backers")).isEqualTo("295/0/0");
        assertThat(Imports.figures(document, "pledges")).isEqualTo("295/0/0");
        assertThat(imports.errors(job))
                .extracting(error -> error.get("row").asInt())
                .containsExactly(2, 3, 78, 101, 251);
        assertThat(imports.errors(job)).allSatisfy(error -> {
            assertThat(error.get("code").asText()).isEqualTo("DB_REJECTED");
            assertThat(error.get("message").asText()).contains("no_poison", "23514");
        });
    }

    @Test
    void onlyTheRowsOfAProductThatTheDatabaseRefusesFail() {
        refusePoison("products");
        Export export = Export.of(1, 150)
                .set(60, "Reward ID", "666")
                .set(60, "Reward Title", "Poisoned")
                .set(130, "Reward ID", "667")
                .set(130, "Reward Title", "Poisonous");
        UUID job = imports.upload(campaign, export);
        JsonNode document = imports.end(job);

        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(rows(document)).isEqualTo("148/2/0 of 150");
        assertThat(imports.errors(job))
                .extracting(error -> error.get("row").asInt())
                .containsExactly(61, 131);
        assertThat(imports.errors(job).get(0).get("message").asText()).contains("no_poison");
        assertThat(imports.records(campaign).get("products")).isEqualTo(5);
    }

    @Test
    void aChunkThatCannotBeWrittenFailsAndTheOthersStay() {
        beforeEachRow("backers", REFUSE.formatted("= 'Backer 150'", "P0001"));
        UUID job = imports.upload(campaign, Export.of(1, 300));
        JsonNode document = imports.end(job);

        assertThat(document.get("status").asText()).isEqualTo("FAILED");
        assertThat(document.at("/error/code").asText()).isEqualTo("CHUNK_FAILED");
        assertThat(document.at("/error/row").asInt()).isEqualTo(102);
        assertThat(rows(document)).isEqualTo("200/100/0 of 300");
        assertThat(document.at("/progress/chunksFailed").asInt()).isEqualTo(1);
        assertThat(imports.records(campaign).get("backers")).isEqualTo(200);
        assertThat(database.queryForObject(
                        "SELECT error ->> 'code' FROM csv_upload_chunks WHERE upload_id = ? AND status = 'FAILED'",
                        String.class,
                        job))
                .isEqualTo("WRITE_FAILED");
    }

    @Test
    void aFaultThatPassesIsTriedAgain() {
        database.execute("CREATE SEQUENCE IF NOT EXISTS faults");
        database.execute("ALTER SEQUENCE faults RESTART");
        beforeEachRow(
                "pledges", "IF nextval('faults') <= 4 THEN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END IF;");
        JsonNode document = imports.run(campaign, Export.of(1, 200));

        assertThat(document.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(imports.records(campaign)).isEqualTo(records(200, 200, 540, 5, 66));
        assertThat(Imports.figures(document, "pledgeItems")).isEqualTo("540/0/0");
    }

    @Test
    void aStatementThatIsAlwaysCancelledFailsItsChunk() {
        beforeEachRow("backers", REFUSE.formatted("= 'Backer 50'", "57014"));
        JsonNode document = imports.run(campaign, Export.of(1, 100));

        assertThat(document.get("status").asText()).isEqualTo("FAILED");
        assertThat(rows(document)).isEqualTo("0/100/0 of 100");
    }

    @Test
    void aChunkWhoseWorkersAreAlwaysLostIsGivenUp() {
        hold();
        UUID job = uploadHeld(Export.of(1, 200));
        load(job, 1);
        double before = meters.get("pledgeline.chunks.failed").counter().count();
        database.update(
                "UPDATE csv_upload_chunks SET status = 'PROCESSING', attempts = 5, lease_until = now() - interval '1 s' WHERE upload_id = ? AND number = 2",
                job);
        JsonNode document = imports.end(job);

        assertThat(document.get("status").asText()).isEqualTo("FAILED");
        assertThat(rows(document)).isEqualTo("100/100/0 of 200");
        assertThat(document.at("/error/detail").asText()).contains("WORKER_LOST");
        assertThat(meters.get("pledgeline.chunks.failed").counter().count()).isEqualTo(before + 1);
    }

    @Test
    void aChunkDeliveredTwiceIsWrittenOnce() {
        hold();
        UUID job = uploadHeld(Export.of(1, 200));
        CompletableFuture.allOf(IntStream.range(0, 6)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> load(job, 1)))
                        .toArray(CompletableFuture[]::new))
                .join();
        load(job, 1);
        load(job, 2);
        JsonNode document = imports.end(job);
        load(job, 2);

        assertThat(imports.number("SELECT sum(attempts)::integer FROM csv_upload_chunks WHERE upload_id = ?", job))
                .isEqualTo(2);
        assertThat(Imports.figures(document, "backers")).isEqualTo("200/0/0");
        assertThat(imports.document(job).get("results")).isEqualTo(document.get("results"));
        assertThat(imports.records(campaign)).isEqualTo(records(200, 200, 540, 5, 66));
    }

    @Test
    void anAttemptThatLostItsClaimWritesNothing() throws Exception {
        hold();
        UUID job = uploadHeld(Export.of(1, 100));
        gate("backers");
        Connection gate = closedGate();
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> load(job, 1));
        untilSomebodyWaits();
        database.update(
                "UPDATE csv_upload_chunks SET attempts = attempts + 1, lease_until = now() + interval '1 h' WHERE upload_id = ?",
                job);
        open(gate);
        first.join();
        assertThat(imports.records(campaign).get("backers")).isZero();
        assertThat(imports.number(
                        "SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ? AND status = 'PROCESSING'", job))
                .isEqualTo(1);

        database.update(
                "UPDATE csv_upload_chunks SET lease_until = now(), queued_at = now() - interval '1 h' WHERE upload_id = ?",
                job);
        JsonNode document = imports.end(job);
        assertThat(document.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(rows(document)).isEqualTo("100/0/0 of 100");
        assertThat(imports.number("SELECT attempts FROM csv_upload_chunks WHERE upload_id = ?", job))
                .isEqualTo(3);
    }

    @Test
    void nothingIsWrittenOnceTheJobIsNoLongerProcessing() throws Exception {
        hold();
        UUID job = uploadHeld(Export.of(1, 200));
        gate("products");
        Connection gate = closedGate();
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> load(job, 1));
        untilSomebodyWaits();
        database.update("UPDATE jobs SET status = 'CANCELLED', finished_at = now() WHERE id = ?", job);
        open(gate);
        first.join();
        load(job, 2);

        assertThat(imports.records(campaign).get("backers")).isZero();
        assertThat(imports.number(
                        "SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ? AND status = 'COMPLETED'", job))
                .isZero();
    }

    @Test
    void aClaimHoldsItsChunkForTheLeaseAtMost() throws Exception {
        hold();
        UUID job = uploadHeld(Export.of(1, 100));
        gate("backers");
        Connection gate = closedGate();
        CompletableFuture<Void> loading = CompletableFuture.runAsync(() -> load(job, 1));
        untilSomebodyWaits();

        assertThat(imports.number(
                        "SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ? AND status = 'PROCESSING'"
                                + " AND lease_until <= clock_timestamp() + interval '20 s'",
                        job))
                .isEqualTo(1);
        open(gate);
        loading.join();
    }
}
