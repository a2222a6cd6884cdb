package io.pledgeline.undo;

import static io.pledgeline.load.Imports.id;
import static io.pledgeline.load.Imports.records;
import static io.pledgeline.load.Imports.rows;
import static io.pledgeline.undo.Undos.figures;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports.Campaign;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.annotation.Autowired;

/** An undo does everything once, whatever happens to those who work on it, and loses no row of an import beside it. */
class UndoFaultsTest extends RunningUndos {

    @Autowired
    RedissonClient redisson;

    private JsonNode imported() {
        return imports.run(campaign, Export.of(1, 250));
    }

    private void assertWhole(JsonNode undo) {
        assertThat(undo.get("status").asText()).as(undo.toString()).isEqualTo("COMPLETED");
        assertThat(figures(undo)).isEqualTo("1263/0/0");
        assertThat(imports.number("SELECT count(*) FROM undo_records WHERE undo_id = ?", id(undo)))
                .isEqualTo(1263);
        assertThat(imports.records(campaign)).isEqualTo(records(0, 0, 0, 0, 0));
    }

    @Test
    void onlyAnEndedImportOfTheMerchantIsUndone() {
        hold();
        UUID running = uploadHeld(Export.of(1, 10));
        assertThat(undos.ask(running)).hasToString("409 STILL_RUNNING");
        load(running, 1);
        imports.end(running);

        assertThat(undos.ask(UUID.randomUUID())).hasToString("404 NOT_FOUND");
        Campaign other = imports.newCampaign();
        assertThat(undos.call(other, "POST", "/api/jobs/" + running + "/undo")).hasToString("404 NOT_FOUND");
        UUID undo = heldUndo(running);
        assertThat(undos.start(running)).isEqualTo(undo);
        assertThat(undos.ask(undo)).hasToString("409 NOT_AN_IMPORT");
        assertThat(undos.call(other, "GET", "/api/jobs/" + undo + "/records")).hasToString("404 NOT_FOUND");
        JsonNode waiting = imports.document(undo);
        assertThat(waiting.get("kind").asText()).isEqualTo("UNDO");
        assertThat(waiting.at("/progress/percent").asInt()).isZero();
        release(undo);
        imports.end(undo);
        assertThat(undos.start(running)).isNotEqualTo(undo);
    }

    @Test
    void anUndoThatWaitedForItsImportSeesWhatWasDoneWithItMeanwhile() throws Exception {
        UUID job = id(imports.run(campaign, Export.of(1, 10)));
        try (Connection other = database.getDataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM jobs WHERE id = '" + job + "' FOR UPDATE");
            CompletableFuture<Undos.Answer> undo = CompletableFuture.supplyAsync(() -> undos.ask(job));
            imports.until(() -> imports.number(
                            "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
                                    + " WHERE NOT l.granted AND a.datname = current_database() AND l.locktype = 'transactionid'")
                    == 1);
            statement.execute("UPDATE csv_uploads SET changes_expired_at = 'infinity' WHERE id = '" + job + "'");
            other.commit();
            assertThat(undo.join()).hasToString("409 EXPIRED");
        }
    }

    @Test
    void theRecordsOfAnUndoAreListedInPagesByOutcomeAndWhole() {
        JsonNode first = imported();
        imports.run(campaign, Export.of(1, 1).set(1, "Pledge Amount", "$500.00"));
        JsonNode undo = undo(first);
        String path = "/api/jobs/" + undo.get("id").asText() + "/records";

        List<JsonNode> kept = new ArrayList<>();
        JsonNode page =
                undos.call(campaign, "GET", path + "?limit=5&outcome=KEPT").body();
        page.get("items").forEach(kept::add);
        page = undos.call(
                        campaign,
                        "GET",
                        path + "?limit=5&outcome=KEPT&cursor="
                                + page.get("nextCursor").asText())
                .body();
        page.get("items").forEach(kept::add);
        assertThat(page.get("nextCursor").isNull()).isTrue();
        assertThat(kept)
                .extracting(item ->
                        item.get("table").asText() + " " + item.get("reason").asText())
                .containsExactly(
                        "pledgeItems NAMED_SINCE",
                        "pledgeItems NAMED_SINCE",
                        "pledges CHANGED_SINCE",
                        "backers HAS_CHILDREN",
                        "products HAS_CHILDREN",
                        "products HAS_CHILDREN");
        assertThat(undos.call(campaign, "GET", path + "?outcome=GONE")).hasToString("400 INVALID_PARAMETER");
        assertThat(undos.call(campaign, "GET", path).body().get("items")).hasSize(50);
        assertThat(undos.call(campaign, "GET", "/api/jobs/" + first.get("id").asText() + "/records")
                        .body()
                        .get("items"))
                .isEmpty();

        assertThat(imports.get(campaign, path, "text/csv").lines())
                .hasSize(1 + 1263)
                .startsWith("table,id,product_id,outcome,reason")
                .filteredOn(line -> line.startsWith("pledgeItems,"))
                .hasSize(675)
                .filteredOn(line -> !line.endsWith("KEPT,NAMED_SINCE"))
                .hasSize(673)
                .allMatch(line -> line.matches("pledgeItems,[-0-9a-f]{36},[-0-9a-f]{36},REVERSED,REMOVED"));
        assertThat(imports.get(campaign, path + "?outcome=FAILED", "text/csv"))
                .isEqualTo("table,id,product_id,outcome,reason\r\n");
    }

    @Test
    void aRecordWhoseKeyIsTakenIsReportedAndTheOthersAreReversed() {
        imports.run(campaign, Export.of(1, 150).without("Backer UID"));
        JsonNode strong = imports.run(campaign, Export.of(1, 150).set(3, "Backer Name", "Renamed"));
        database.update(
                "INSERT INTO backers (campaign_id, platform, external_id, created_by_upload, changed_by_upload, source_file, source_row)"
                        + " SELECT c.id, 'kickstarter', '7', uuidv7(), uuidv7(), 1, 1 FROM campaigns c WHERE slug = ?",
                campaign.slug());
        JsonNode undo = undo(strong);

        assertThat(reasons(undo))
                .containsExactly("backers RESTORED=149", "backers SQLSTATE_23505=1", "pledges RESTORED=150");
        assertThat(figures(undo, "backers")).isEqualTo("149/0/1");
        database.update("DELETE FROM backers WHERE external_id = '7' AND name IS NULL");
        assertThat(reasons(undo(strong))).containsExactly("backers RESTORED=1");
    }

    @Test
    void aRecordThatTheDatabaseDoesNotLetGoStaysWithItsItems() {
        JsonNode imported = imported();
        database.execute("CREATE OR REPLACE FUNCTION rule_of_test() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " IF OLD.external_id IN ('9000130', '9000205') THEN RAISE EXCEPTION 'no' USING ERRCODE = '23514'; END IF;"
                + " RETURN OLD; END $$");
        database.execute(
                "CREATE TRIGGER rule_of_test BEFORE DELETE ON pledges FOR EACH ROW EXECUTE FUNCTION rule_of_test()");
        JsonNode undo = undo(imported);

        assertThat(figures(undo, "pledges")).isEqualTo("248/0/2");
        assertThat(figures(undo, "pledgeItems")).isEqualTo("668/0/7");
        assertThat(figures(undo, "backers")).isEqualTo("248/2/0");
        assertThat(reasons(undo)).contains("pledges SQLSTATE_23514=2", "pledge_items SQLSTATE_23514=7");
        assertThat(imports.records(campaign)).isEqualTo(records(2, 2, 7, 5, 0));
        database.execute("DROP TRIGGER rule_of_test ON pledges");
        undo(imported);
        assertThat(tables().values()).allMatch(List::isEmpty);
    }

    @Test
    void aWorkerThatWasOvertakenWritesNothing() throws SQLException {
        JsonNode imported = imported();
        gate("undo_records");
        Connection gate = closedGate();
        UUID undo = undos.start(id(imported));
        untilSomebodyWaits();
        // Two, so that whoever holds it does not renew it.
        database.update("UPDATE jobs SET lease_until = now(), attempts = 2 WHERE id = ?", undo);
        CompletableFuture<Void> other =
                CompletableFuture.runAsync(() -> producer.sendBody("direct:undo-run", undo.toString()));
        imports.until(() -> claims(undo) == 2);
        open(gate);
        other.join();
        assertWhole(imports.end(undo));
    }

    @Test
    void aStepThatWasKilledIsDoneAgain() throws SQLException {
        JsonNode imported = imported();
        // The pledges are done by then.
        beforeEachRow(
                "undo_records",
                "IF NEW.table_name = 'backers' THEN PERFORM pg_advisory_xact_lock_shared(4711); END IF;");
        Connection gate = closedGate();
        UUID undo = undos.start(id(imported));
        untilSomebodyWaits();
        assertThat(imports.document(undo).at("/progress/percent").asInt()).isBetween(60, 98);
        assertThat(imports.records(campaign).get("pledges")).isZero();
        database.queryForList(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711"
                        + " AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
        open(gate);
        assertWhole(imports.end(undo));
    }

    @Test
    void aCancelledUndoStopsAndLeavesTheInventoryOfWhatIsLeft() throws SQLException {
        JsonNode imported = imported();
        beforeEachRow(
                "undo_records",
                "IF NEW.table_name = 'backers' THEN PERFORM pg_advisory_xact_lock_shared(4711); END IF;");
        Connection gate = closedGate();
        UUID undo = undos.start(id(imported));
        untilSomebodyWaits();
        database.update(
                "UPDATE jobs SET status = 'CANCELLED', phase = 'DONE', finished_at = now(), lease_until = NULL WHERE id = ?",
                undo);
        open(gate);

        imports.until(() -> imports.number(
                        "SELECT sum(pledged) FROM inventory i JOIN products p ON p.id = i.product_id"
                                + " JOIN campaigns c ON c.id = p.campaign_id WHERE slug = ?",
                        campaign.slug())
                == 0);
        assertThat(imports.records(campaign)).isEqualTo(records(250, 0, 0, 5, 83));
        JsonNode cancelled = imports.document(undo);
        assertThat(cancelled.get("status").asText()).isEqualTo("CANCELLED");
        assertThat(figures(cancelled)).isEqualTo("925/0/0");
        assertThat(figures(undo(imported))).isEqualTo("338/0/0");
        assertThat(tables().values()).allMatch(List::isEmpty);
    }

    @Test
    void anUndoWaitsForItsImportAndSurvivesARedisThatForgets() {
        JsonNode imported = imported();
        UUID undo = heldUndo(id(imported));
        // As when it is opened again.
        database.update("UPDATE jobs SET status = 'PROCESSING', finished_at = NULL WHERE id = ?", id(imported));
        database.update(
                "UPDATE csv_uploads SET split_closed_at = NULL, rows_total = NULL, chunks_total = NULL, split_lease = 'infinity'"
                        + " WHERE id = ?",
                id(imported));
        release(undo);
        producer.sendBody("direct:undo-run", undo.toString());
        assertThat(claims(undo)).isZero();
        redisson.getKeys().flushdb();
        database.update("UPDATE jobs SET status = 'COMPLETED', finished_at = now() WHERE id = ?", id(imported));
        assertWhole(imports.end(undo));
    }

    @Test
    void workersThatAreLostAgainAndAgainEndTheUndoAndAnotherOneDoesTheRest() {
        JsonNode imported = imported();
        List<String> before = tables().get("inventory");
        UUID undo = heldUndo(id(imported));
        database.update(
                "UPDATE jobs SET status = 'PROCESSING', phase = 'LOADING', attempts = 5, lease_until = now() WHERE id = ?",
                undo);
        database.update(
                "UPDATE inventory SET pledged = pledged + 1 WHERE product_id IN"
                        + " (SELECT p.id FROM products p JOIN campaigns c ON c.id = p.campaign_id WHERE slug = ?)",
                campaign.slug());
        assertThat(imports.end(undo).at("/error/code").asText()).isEqualTo("WORKER_LOST");
        imports.until(() -> tables().get("inventory").equals(before));
        assertWhole(undo(imported));
    }

    private int claims(UUID undo) {
        return imports.number("SELECT claims FROM undos WHERE id = ?", undo);
    }

    @Test
    void aChunkThatWaitsForAStepWritesWhatItHasTakenAway() throws SQLException {
        JsonNode older = imported();
        hold();
        UUID newer = uploadHeld(Export.of(1, 250));
        gate("undo_records");
        Connection gate = closedGate();
        UUID undo = undos.start(id(older));
        untilSomebodyWaits();
        CompletableFuture<Void> chunk = CompletableFuture.runAsync(() -> load(newer, 1));
        imports.until(() -> waitingForAdvisoryLocks() > 1);
        open(gate);
        chunk.join();
        imports.end(undo);
        load(newer, 2);
        load(newer, 3);
        JsonNode document = imports.end(newer);

        assertThat(rows(document)).isEqualTo("250/0/0 of 250");
        // The answers of the first hundred are the older import's, and unchanged.
        assertThat(imports.records(campaign)).isEqualTo(records(250, 250, 675, 5, 83));
        assertThat(reasons(imports.document(undo))).contains("surveys NAMED_SINCE=33", "surveys REMOVED=50");
        assertThat(figures(imports.document(undo), "backers")).isEqualTo("150/100/0");
    }

    @Test
    void aProductThatGoesBeforeTheChunkThatNamedItIsWrittenIsNamedAgain() throws SQLException {
        JsonNode older = imported();
        hold();
        UUID newer = uploadHeld(Export.of(1, 100));
        beforeEachRow(
                "undo_records",
                "IF NEW.table_name = 'products' THEN PERFORM pg_advisory_xact_lock_shared(4711); END IF;");
        Connection gate = closedGate();
        UUID undo = undos.start(id(older));
        untilSomebodyWaits();
        CompletableFuture<Void> chunk = CompletableFuture.runAsync(() -> load(newer, 1));
        imports.until(() -> waitingForAdvisoryLocks() > 1);
        open(gate);
        chunk.join();
        assertWhole(imports.end(undo), newer);
    }

    private void assertWhole(JsonNode undo, UUID newer) {
        assertThat(figures(undo)).isEqualTo("1263/0/0");
        assertThat(rows(imports.end(newer))).isEqualTo("100/0/0 of 100");
        assertThat(imports.records(campaign)).isEqualTo(records(100, 100, 270, 5, 33));
    }

    @Test
    void noRowOfAnImportBesideItIsLost() {
        for (int round = 1; round <= 3; round++) {
            campaign = imports.newCampaign();
            prepareUndos();
            JsonNode older = imported();
            Export changed = Export.of(1, 400);
            for (int n = 1; n <= 400; n++) {
                changed.set(n, "Backer Name", "Renamed " + n)
                        .set(n, "Pledge Amount", "$500.00")
                        .set(n, "Core Box", "3");
            }
            CompletableFuture<UUID> undo = CompletableFuture.supplyAsync(() -> undos.start(id(older)));
            JsonNode newer = imports.run(campaign, changed);
            JsonNode undone = imports.end(undo.join());

            assertThat(undone.get("status").asText()).as(undone.toString()).isEqualTo("COMPLETED");
            assertThat(undone.at("/results/recordsFailed").asInt()).isZero();
            assertThat(newer.get("status").asText()).as(newer.toString()).isEqualTo("COMPLETED");
            assertThat(rows(newer)).isEqualTo("400/0/0 of 400");
            assertThat(imports.number(
                            "SELECT count(*) FROM pledges p JOIN backers b ON b.id = p.backer_id"
                                    + " JOIN pledge_items i ON i.pledge_id = p.id JOIN campaigns c ON c.id = p.campaign_id"
                                    + " WHERE c.slug = ? AND p.amount = 500 AND b.name LIKE 'Renamed %' AND i.quantity = 3",
                            campaign.slug()))
                    .isEqualTo(400);
            assertThat(imports.number(
                            "SELECT sum(i.pledged) FROM inventory i JOIN products t ON t.id = i.product_id"
                                    + " JOIN campaigns c ON c.id = t.campaign_id WHERE c.slug = ?",
                            campaign.slug()))
                    .isEqualTo(imports.number(
                            "SELECT sum(i.quantity) FROM pledge_items i JOIN pledges p ON p.id = i.pledge_id"
                                    + " JOIN campaigns c ON c.id = p.campaign_id WHERE c.slug = ?",
                            campaign.slug()));
        }
    }

    @Test
    void aRowThatAnImportBesideItBringsUnchangedStaysWholeOrGoesWhole() {
        for (int round = 1; round <= 2; round++) {
            campaign = imports.newCampaign();
            prepareUndos();
            JsonNode older = imported();
            Export again = Export.of(1, 400);
            for (int n = 2; n <= 400; n += 2) {
                again.set(n, "Pledge Amount", "$500.00");
            }
            CompletableFuture<UUID> undo = CompletableFuture.supplyAsync(() -> undos.start(id(older)));
            assertThat(rows(imports.run(campaign, again))).isEqualTo("400/0/0 of 400");
            assertThat(imports.end(undo.join()).at("/results/recordsFailed").asInt())
                    .isZero();

            List<String> whole = new ArrayList<>();
            List<String> must = new ArrayList<>();
            for (int n = 1; n <= 400; n++) {
                int items = 2 + (n % 2 == 0 ? 1 : 0) + (n % 5 == 0 ? 1 : 0);
                whole.add(n + ": " + items + " items, " + (n % 3 == 0 ? 1 : 0) + " answers");
                if (n % 2 == 0 || n > 250) {
                    must.add(whole.get(n - 1));
                }
            }
            assertThat(database.queryForList(
                            "SELECT p.external_id::int - 9000000 || ': ' || (SELECT count(*) FROM pledge_items i WHERE i.pledge_id = p.id)"
                                    + " || ' items, ' || (SELECT count(*) FROM surveys s WHERE s.backer_id = p.backer_id) || ' answers'"
                                    + " FROM pledges p JOIN campaigns c ON c.id = p.campaign_id WHERE c.slug = ?",
                            String.class,
                            campaign.slug()))
                    .isSubsetOf(whole)
                    .containsAll(must);
        }
    }
}
