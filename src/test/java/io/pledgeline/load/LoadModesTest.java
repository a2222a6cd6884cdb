package io.pledgeline.load;

import static io.pledgeline.load.Imports.figures;
import static io.pledgeline.load.Imports.id;
import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadModesTest extends RunningImports {

    private static final String INSERT = "mode=insert";
    private static final String UPDATE = "mode=update";
    private static final String SKIP = "mode=skip-existing";

    @Test
    void insertsNewPledgesAndFailsRowsOfThoseThatAnotherUploadCreated() {
        imports.run(campaign, Export.of(1, 150));
        JsonNode job = imports.run(
                campaign, Export.of(101, 260).set(1, "Backer Name", "Renamed").set(2, "Dice Set", "9"), INSERT);

        assertThat(job.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(rows(job)).isEqualTo("110/50/0 of 160");
        assertThat(figures(job, "backers")).isEqualTo("110/0/0");
        assertThat(figures(job, "pledges")).isEqualTo("110/0/0");
        assertThat(figures(job, "pledgeItems")).isEqualTo((110 * 2 + 55 + 22) + "/0/0");
        assertThat(figures(job, "surveys")).isEqualTo("36/0/0");
        assertThat(job.at("/results/missing").isMissingNode()).isTrue();
        assertThat(imports.records(campaign)).isEqualTo(wholeOf(260));
        assertThat(nameOf(101)).isEqualTo("Backer 101");
        assertThat(changes(job)).isZero();
        List<JsonNode> errors = imports.errors(id(job));
        assertThat(errors).hasSize(50).allSatisfy(error -> {
            assertThat(error.get("code").asText()).isEqualTo("ALREADY_EXISTS");
            assertThat(error.get("column").asText()).isEqualTo("Backer UID");
            assertThat(error.get("message").asText()).contains("already", "pledge");
        });
        assertThat(errors.get(0).get("row").asInt()).isEqualTo(2);
        assertThat(errors.get(0).get("value").asText()).isEqualTo(Export.uid(101));
    }

    @Test
    void skipsRowsOfPledgesThatAnotherUploadCreated() {
        imports.run(campaign, Export.of(1, 150));
        Export more = Export.of(1, 260)
                .set(1, "Backer Name", "Renamed")
                .set(2, "Reward ID", "only-of-skipped")
                .set(3, "Email", "nobody");
        JsonNode job = imports.run(campaign, more, SKIP);

        assertThat(job.get("status").asText()).isEqualTo("COMPLETED");
        // What is wrong in a row is told, whether it would have been skipped or not.
        assertThat(rows(job)).isEqualTo("110/1/149 of 260");
        assertThat(figures(job, "backers")).isEqualTo("110/0/0");
        assertThat(figures(job, "pledges")).isEqualTo("110/0/0");
        assertThat(imports.records(campaign)).isEqualTo(wholeOf(260));
        assertThat(nameOf(1)).isEqualTo("Backer 1");
        assertThat(changes(job)).isZero();
        assertThat(imports.errors(id(job)))
                .extracting(error -> error.get("code").asText())
                .containsExactly("INVALID_EMAIL");
        assertThat(job.at("/results/missing").isMissingNode()).isTrue();

        JsonNode again = imports.run(campaign, Export.of(1, 260), SKIP);
        assertThat(rows(again)).isEqualTo("0/0/260 of 260");
        assertThat(figures(again, "products")).isEqualTo("0/0/0");
        assertThat(imports.records(campaign)).isEqualTo(wholeOf(260));
    }

    @Test
    void updatesPledgesThatAnotherUploadCreatedAndFailsRowsOfOthers() {
        imports.run(campaign, Export.of(1, 150));
        Export newer = Export.of(101, 260)
                .set(1, "Backer Name", "Renamed")
                .set(1, "Dice Set", "2")
                .set(2, "Pledge Amount", "$500.00")
                .set(60, "Reward ID", "only-of-failed");
        JsonNode job = imports.run(campaign, newer, UPDATE);

        assertThat(rows(job)).isEqualTo("50/110/0 of 160");
        assertThat(figures(job, "backers")).isEqualTo("0/1/49");
        assertThat(figures(job, "pledges")).isEqualTo("0/1/49");
        assertThat(figures(job, "pledgeItems")).isEqualTo("1/0/" + (50 * 2 + 25 + 10));
        assertThat(job.at("/results/missing").asInt()).isEqualTo(100);
        assertThat(nameOf(101)).isEqualTo("Renamed");
        assertThat(imports.records(campaign))
                .isEqualTo(Imports.records(150, 150, wholeOf(150).get("pledge_items") + 1, 5, 50));
        List<JsonNode> errors = imports.errors(id(job));
        assertThat(errors).hasSize(110).allSatisfy(error -> {
            assertThat(error.get("code").asText()).isEqualTo("NOT_FOUND");
            assertThat(error.get("column").asText()).isEqualTo("Backer UID");
        });
        assertThat(errors.get(0).get("row").asInt()).isEqualTo(52);
        assertThat(errors.get(0).get("value").asText()).isEqualTo(Export.uid(151));
    }

    @Test
    void whatTheSameUploadWroteBeforeDoesNotExist() {
        Export twice = Export.of(1, 150).addAll(Export.of(7, 7).set(1, "Backer Name", "Last"));
        JsonNode inserted = imports.run(campaign, twice, INSERT);
        assertThat(rows(inserted)).isEqualTo("151/0/0 of 151");
        assertThat(figures(inserted, "backers")).isEqualTo("150/0/0");
        assertThat(nameOf(7)).isEqualTo("Last");

        campaign = imports.newCampaign();
        assertThat(rows(imports.run(campaign, twice, SKIP))).isEqualTo("151/0/0 of 151");
        campaign = imports.newCampaign();
        JsonNode updated = imports.run(campaign, twice, UPDATE);
        assertThat(rows(updated)).isEqualTo("0/151/0 of 151");
        assertThat(imports.records(campaign)).isEqualTo(Imports.records(0, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({INSERT + ", 0/160/0", SKIP + ", 0/0/160"})
    void aRecordOfAWeakerKeyExists(String mode, String expected) {
        imports.run(campaign, Export.of(1, 160).without("Backer UID"));
        Map<String, Integer> before = imports.records(campaign);
        JsonNode better = imports.run(campaign, Export.of(1, 160), mode);

        assertThat(rows(better)).isEqualTo(expected + " of 160");
        assertThat(imports.records(campaign)).isEqualTo(before);
        assertThat(weakPledges()).isEqualTo(160);
        assertThat(changes(better)).isZero();
    }

    @ParameterizedTest
    @CsvSource({INSERT + ", 10/150/0", SKIP + ", 10/0/150"})
    void aRecordOfABetterKeyExists(String mode, String expected) {
        imports.run(campaign, Export.of(1, 150));
        JsonNode weaker = imports.run(campaign, Export.of(1, 160).without("Backer UID"), mode);

        assertThat(rows(weaker)).isEqualTo(expected + " of 160");
        assertThat(imports.records(campaign)).isEqualTo(wholeOf(160));
        assertThat(weakPledges()).isEqualTo(10);
        assertThat(imports.errors(id(weaker)))
                .allSatisfy(error -> assertThat(error.get("column").asText()).isEqualTo("Backer Number"));
    }

    @Test
    void updatesRecordsOfWeakerAndBetterKeys() {
        imports.run(campaign, Export.of(1, 150).without("Backer UID"));
        JsonNode better = imports.run(campaign, Export.of(1, 160), UPDATE);
        assertThat(rows(better)).isEqualTo("150/10/0 of 160");
        assertThat(figures(better, "pledges")).isEqualTo("0/0/150");
        assertThat(weakPledges()).isZero();

        JsonNode weaker = imports.run(campaign, Export.of(1, 160).without("Backer UID"), UPDATE);
        assertThat(rows(weaker)).isEqualTo("150/10/0 of 160");
        assertThat(imports.records(campaign)).isEqualTo(wholeOf(150));
    }

    @ParameterizedTest
    @CsvSource({UPDATE + ", 1/1/0", INSERT + ", 0/2/0", SKIP + ", 0/0/2"})
    void oneOfTwoBetterKeysAdoptsARecord(String mode, String expected) {
        imports.run(campaign, Export.of(9, 9).without("Backer UID"));
        JsonNode job =
                imports.run(campaign, Export.of(9, 9).addAll(Export.of(9, 9).set(1, "Backer UID", "9999999")), mode);

        assertThat(rows(job)).isEqualTo(expected + " of 2");
        assertThat(imports.records(campaign).get("pledges")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({INSERT + ", 0/100/0", SKIP + ", 0/0/100"})
    void twoUploadsAtOnceCreateEachPledgeOnce(String mode, String expected) throws Exception {
        hold();
        UUID first = uploadHeld(Export.of(1, 100), mode);
        UUID second = uploadHeld(Export.of(1, 100), mode);
        gate("backers");
        Connection gate = closedGate();
        CompletableFuture<Void> both = CompletableFuture.allOf(
                CompletableFuture.runAsync(() -> load(first, 1)), CompletableFuture.runAsync(() -> load(second, 1)));
        // Both have looked and seen nothing.
        imports.until(() -> waitingBeforeTheGate() == 2);
        open(gate);
        both.join();

        JsonNode one = imports.end(first);
        JsonNode other = imports.end(second);
        assertThat(List.of(rows(one), rows(other))).containsExactlyInAnyOrder("100/0/0 of 100", expected + " of 100");
        assertThat(List.of(figures(one, "pledges"), figures(other, "pledges")))
                .containsExactlyInAnyOrder("100/0/0", "0/0/0");
        assertThat(List.of(figures(one, "backers"), figures(other, "backers")))
                .containsExactlyInAnyOrder("100/0/0", "0/0/0");
        assertThat(imports.records(campaign)).isEqualTo(wholeOf(100));
    }

    @ParameterizedTest
    @CsvSource({INSERT, SKIP})
    void uploadsInOppositeOrderCreateEachPledgeOnce(String mode) {
        Export backwards = new Export(Export.COLUMNS);
        for (int n = 1000; n >= 1; n--) {
            backwards.addAll(Export.of(n, n));
        }
        List<UUID> jobs = List.of(
                imports.upload(campaign, Export.of(1, 1000), mode),
                imports.upload(campaign, backwards, mode),
                imports.upload(campaign, Export.of(1, 1000), mode));
        List<JsonNode> ended = jobs.stream().map(imports::end).toList();

        assertThat(ended)
                .allSatisfy(job -> assertThat(job.get("status").asText()).isEqualTo("COMPLETED"));
        assertThat(sum(ended, "/results/rowsImported")).isEqualTo(1000);
        assertThat(sum(ended, mode.equals(INSERT) ? "/results/rowsFailed" : "/results/rowsSkipped"))
                .isEqualTo(2000);
        assertThat(sum(ended, "/results/pledges/inserted")).isEqualTo(1000);
        assertThat(sum(ended, "/results/pledges/unchanged")).isZero();
        assertThat(imports.records(campaign)).isEqualTo(wholeOf(1000));
    }

    private static int sum(List<JsonNode> jobs, String figure) {
        return jobs.stream().mapToInt(job -> job.at(figure).asInt()).sum();
    }

    @Test
    void aChunkIsOvertakenAsOftenAsThereAreRows() throws Exception {
        imports.run(campaign, Export.of(101, 101));
        hold();
        UUID job = uploadHeld(Export.of(1, 100), SKIP);
        gate("backers");
        Connection gate = closedGate();
        CompletableFuture<Void> loading = CompletableFuture.runAsync(() -> load(job, 1));
        try {
            for (int n = 1; n <= 12; n++) {
                untilSomebodyWaits();
                createElsewhere(n);
                try (Statement statement = gate.createStatement()) {
                    // Whoever waits goes through; the next attempt stands before a closed gate again.
                    statement.execute("SELECT pg_advisory_unlock(4711)");
                    statement.execute("SELECT pg_advisory_lock(4711)");
                }
            }
        } finally {
            open(gate);
        }
        loading.join();

        JsonNode document = imports.end(job);
        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(rows(document)).isEqualTo("88/0/12 of 100");
        assertThat(figures(document, "pledges")).isEqualTo("88/0/0");
    }

    private void createElsewhere(int n) {
        // The gate is for the application.
        database.execute("""
                BEGIN; SET LOCAL session_replication_role = replica;
                INSERT INTO backers (campaign_id, platform, external_id, created_by_upload, changed_by_upload, source_file, source_row)
                SELECT id, 'kickstarter', '%1$s', uuidv7(), uuidv7(), 1, 2 FROM campaigns WHERE slug = '%2$s';
                INSERT INTO pledges (campaign_id, platform, external_id, backer_id, created_by_upload, changed_by_upload, source_file, source_row)
                SELECT campaign_id, platform, external_id, id, created_by_upload, changed_by_upload, 1, 2 FROM backers
                WHERE external_id = '%1$s' AND campaign_id = (SELECT id FROM campaigns WHERE slug = '%2$s');
                COMMIT""".formatted(Export.uid(n), campaign.slug()));
    }

    @Test
    void anUpdateDoesNotCreateWhatWasDeletedMeanwhile() throws Exception {
        imports.run(campaign, Export.of(1, 100));
        hold();
        UUID job = uploadHeld(Export.of(1, 100), UPDATE);
        gate("backers");
        Connection gate = closedGate();
        CompletableFuture<Void> loading = CompletableFuture.runAsync(() -> load(job, 1));
        untilSomebodyWaits();
        database.update("DELETE FROM pledge_items WHERE pledge_id = (" + pledge("9000004") + ")", campaign.slug());
        database.update("DELETE FROM pledges WHERE id = (" + pledge("9000004") + ")", campaign.slug());
        open(gate);
        loading.join();

        JsonNode document = imports.end(job);
        assertThat(rows(document)).isEqualTo("99/1/0 of 100");
        assertThat(imports.records(campaign).get("pledges")).isEqualTo(99);
        assertThat(imports.errors(job).get(0).get("value").asText()).isEqualTo("9000004");
    }

    private static String pledge(String key) {
        return "SELECT p.id FROM pledges p JOIN campaigns c ON c.id = p.campaign_id WHERE c.slug = ? AND p.external_id = '"
                + key + "'";
    }

    @ParameterizedTest
    @ValueSource(strings = {INSERT, SKIP, UPDATE})
    void aRetryAndASecondDeliveryCountTheSame(String mode) {
        imports.run(campaign, Export.of(1, 50).addAll(Export.of(151, 160)));
        hold();
        beforeEachRow("backers", "IF NEW.name = 'Later' THEN RAISE EXCEPTION 'no' USING ERRCODE = 'P0001'; END IF;");
        // One that exists and one that does not, both in the second chunk.
        UUID job =
                uploadHeld(Export.of(1, 200).set(155, "Backer Name", "Later").set(170, "Backer Name", "Later"), mode);
        load(job, 1);
        load(job, 2);
        load(job, 1);
        assertThat(imports.end(job).get("status").asText()).isEqualTo("FAILED");
        assertThat(rows(imports.document(job)))
                .isEqualTo(
                        switch (mode) {
                            case INSERT -> "50/150/0 of 200";
                            case SKIP -> "50/100/50 of 200";
                            default -> "50/150/0 of 200";
                        });

        database.execute("DROP TRIGGER rule_of_test ON backers");
        holdNoLonger();
        imports.retry(campaign, job);
        JsonNode document = imports.end(job);
        load(job, 2);

        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(imports.document(job).get("results")).isEqualTo(document.get("results"));
        assertThat(rows(document))
                .isEqualTo(
                        switch (mode) {
                            case INSERT -> "140/60/0 of 200";
                            case SKIP -> "140/0/60 of 200";
                            default -> "60/140/0 of 200";
                        });
        assertThat(figures(document, "backers")).isEqualTo(mode.equals(UPDATE) ? "0/1/59" : "140/0/0");
        assertThat(figures(document, "pledges")).isEqualTo(mode.equals(UPDATE) ? "0/0/60" : "140/0/0");
    }

    @Test
    void anAttemptWhoseWorkerWasLostIsMadeUpForWithTheSameCounts() throws Exception {
        imports.run(campaign, Export.of(1, 50));
        hold();
        UUID job = uploadHeld(Export.of(1, 100), INSERT);
        gate("backers");
        Connection gate = closedGate();
        CompletableFuture<Void> lost = CompletableFuture.runAsync(() -> load(job, 1));
        untilSomebodyWaits();
        database.update(
                "UPDATE csv_upload_chunks SET lease_until = now() - interval '1 s', queued_at = now() - interval '1 h' WHERE upload_id = ?",
                job);
        CompletableFuture<Void> next = CompletableFuture.runAsync(() -> load(job, 1));
        imports.until(() -> waitingBeforeTheGate() == 2);
        open(gate);
        CompletableFuture.allOf(lost, next).join();

        JsonNode document = imports.end(job);
        assertThat(rows(document)).isEqualTo("50/50/0 of 100");
        assertThat(figures(document, "pledges")).isEqualTo("50/0/0");
        assertThat(imports.records(campaign)).isEqualTo(wholeOf(100));
    }

    @Test
    void rowsThatTheDatabaseRefusesFailBesideThoseThatExist() {
        for (String table : List.of("products", "backers")) {
            database.execute(
                    "ALTER TABLE " + table + " ADD CONSTRAINT no_poison CHECK (name NOT LIKE 'Poison%') NOT VALID");
        }
        imports.run(campaign, Export.of(1, 50));
        Export export = Export.of(1, 100)
                // Rows that are not written cannot be refused.
                .set(10, "Backer Name", "Poison")
                .set(11, "Reward ID", "666")
                .set(11, "Reward Title", "Poisoned")
                .set(60, "Backer Name", "Poison")
                .set(61, "Reward ID", "667")
                .set(61, "Reward Title", "Poisonous");
        JsonNode job = imports.run(campaign, export, INSERT);

        assertThat(rows(job)).isEqualTo("48/52/0 of 100");
        assertThat(figures(job, "pledges")).isEqualTo("48/0/0");
        assertThat(imports.errors(id(job)).stream()
                        .filter(error -> error.get("code").asText().equals("DB_REJECTED"))
                        .map(error -> error.get("row").asInt()))
                .containsExactly(61, 62);
        JsonNode skipped = imports.run(campaign, export, SKIP);
        assertThat(rows(skipped)).isEqualTo("0/2/98 of 100");
    }

    private static Map<String, Integer> wholeOf(int backers) {
        return Imports.records(backers, backers, backers * 2 + backers / 2 + backers / 5, 5, backers / 3);
    }

    private int weakPledges() {
        return imports.number(
                "SELECT count(*) FROM pledges p JOIN campaigns c ON c.id = p.campaign_id WHERE slug = ? AND key_rank > 0",
                campaign.slug());
    }

    private int changes(JsonNode job) {
        return imports.number("SELECT count(*) FROM record_changes WHERE upload_id = ?", id(job));
    }

    private String nameOf(int n) {
        return database.queryForObject(
                "SELECT b.name FROM backers b JOIN campaigns c ON c.id = b.campaign_id WHERE slug = ? AND external_id = ?",
                String.class,
                campaign.slug(),
                Export.uid(n));
    }
}
