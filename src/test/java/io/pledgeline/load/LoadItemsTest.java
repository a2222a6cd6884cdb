package io.pledgeline.load;

import static io.pledgeline.load.Imports.figures;
import static io.pledgeline.load.Imports.records;
import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadItemsTest extends RunningStall {

    private static final List<List<Integer>> ORDERS =
            List.of(List.of(1, 2, 3), List.of(3, 2, 1), List.of(2, 3, 1), List.of(3, 1, 2));

    @Test
    void rowsOfOnePledgeAddUpAcrossChunks() {
        JsonNode job = imports.run(campaign, threeChunks());

        assertFirst(job);
    }

    private void assertFirst(JsonNode job) {
        assertThat(job.get("status").asText()).as(job.toString()).isEqualTo("COMPLETED");
        assertThat(job.get("platform").asText()).isEqualTo("stall");
        assertThat(job.at("/progress/chunksTotal").asInt()).isEqualTo(3);
        assertThat(rows(job)).isEqualTo("250/0/0 of 250");
        assertThat(imports.records(campaign)).isEqualTo(records(248, 248, 249, 7, 0));
        assertThat(items("A")).containsExactly("BOX=4", "DICE=2");
        assertThat(figures(job, "backers")).isEqualTo("248/0/0");
        assertThat(figures(job, "pledges")).isEqualTo("248/0/0");
        assertThat(figures(job, "pledgeItems")).isEqualTo("249/0/0");
        assertThat(figures(job, "products")).isEqualTo("7/0/0");
        assertThat(pledged("BOX")).isEqualTo(4);
        assertThat(pledged("DICE")).isEqualTo(2);
        assertThat(pledged("S1")).isEqualTo(49);
    }

    @Test
    void theChunksMayRunInAnyOrderAndTheFileAgainDoublesNothing() {
        hold();
        for (List<Integer> order : ORDERS) {
            UUID job = uploadHeld(threeChunks());
            order.forEach(chunk -> load(job, chunk));
            JsonNode document = imports.end(job);

            assertThat(items("A")).as("%s", order).containsExactly("BOX=4", "DICE=2");
            assertThat(imports.records(campaign)).isEqualTo(records(248, 248, 249, 7, 0));
            assertThat(rows(document)).isEqualTo("250/0/0 of 250");
            if (order.equals(ORDERS.get(0))) {
                assertFirst(document);
            } else {
                assertUnchanged(document);
            }
        }
    }

    private static void assertUnchanged(JsonNode job) {
        assertThat(figures(job, "backers")).isEqualTo("0/0/248");
        assertThat(figures(job, "pledges")).isEqualTo("0/0/248");
        assertThat(figures(job, "pledgeItems")).isEqualTo("0/0/249");
        assertThat(figures(job, "products")).isEqualTo("0/0/7");
        assertThat(job.at("/results/missing").asInt()).isZero();
    }

    @Test
    void theChunksMayRunAtTheSameTimeAndBeDeliveredTwice() {
        for (int round = 1; round <= 5; round++) {
            campaign = imports.newCampaign();
            hold();
            assertFirst(runAtOnce());
            assertUnchanged(runAtOnce());
            assertThat(items("A")).containsExactly("BOX=4", "DICE=2");
        }
    }

    private JsonNode runAtOnce() {
        UUID job = uploadHeld(threeChunks());
        CompletableFuture.allOf(IntStream.of(1, 2, 3, 3, 2, 1)
                        .mapToObj(chunk -> CompletableFuture.runAsync(() -> load(job, chunk)))
                        .toArray(CompletableFuture[]::new))
                .join();
        return imports.end(job);
    }

    @Test
    void itemsThatANewerFileDoesNotNameAreRemovedAtItsEnd() {
        imports.run(campaign, threeChunks());
        // Without order O7 order O8 stands in its place.
        Export newer = threeChunks().remove(n -> n == 7 || n == 120 || n == 250).set(7, "Item SKU", "NEW");
        JsonNode job = imports.run(campaign, newer);

        assertThat(rows(job)).isEqualTo("247/0/0 of 247");
        assertThat(items("A")).containsExactly("BOX=1");
        assertThat(items("O8")).containsExactly("NEW=1");
        assertThat(items("O7")).containsExactly("S2=1");
        assertThat(figures(job, "pledges")).isEqualTo("0/0/247");
        assertThat(figures(job, "pledgeItems")).isEqualTo("1/1/245");
        assertThat(job.at("/results/missing").asInt()).isEqualTo(1);
        assertThat(imports.records(campaign)).isEqualTo(records(248, 248, 248, 8, 0));
        assertThat(pledged("DICE")).isZero();
        assertThat(pledged("BOX")).isEqualTo(1);
        assertThat(imports.number(
                        "SELECT count(*) FROM record_changes WHERE upload_id = ? AND chunk = 0", Imports.id(job)))
                .isEqualTo(2);
    }

    @Test
    void otherQuantitiesAreCountedOnceHoweverTheChunksSayThem() {
        imports.run(campaign, threeChunks());
        hold();
        for (List<Integer> order : ORDERS) {
            // First 1 + 5 boxes, then 1 + 6, ...
            int last = 5 + ORDERS.indexOf(order);
            UUID job = uploadHeld(threeChunks().set(250, "Quantity", String.valueOf(last)));
            order.forEach(chunk -> load(job, chunk));
            JsonNode document = imports.end(job);

            assertThat(items("A")).containsExactly("BOX=" + (1 + last), "DICE=2");
            assertThat(figures(document, "pledgeItems")).isEqualTo("0/1/248");
            assertThat(pledged("BOX")).isEqualTo(1 + last);
        }
    }

    @Test
    void aFailedChunkKeepsWhatItMayHaveNamedUntilItIsRetried() {
        imports.run(campaign, threeChunks());
        beforeEachRow(
                "pledges", "IF NEW.external_id = 'O130' THEN RAISE EXCEPTION 'no' USING ERRCODE = 'P0001'; END IF;");
        UUID job = imports.upload(campaign, threeChunks().set(3, "Item SKU", "NEW"));
        JsonNode failed = imports.end(job);

        assertThat(failed.get("status").asText()).isEqualTo("FAILED");
        assertThat(rows(failed)).isEqualTo("150/100/0 of 250");
        assertThat(items("A")).containsExactly("BOX=4", "DICE=2");
        assertThat(items("O3")).containsExactly("NEW=1", "S3=1");

        database.execute("DROP TRIGGER rule_of_test ON pledges");
        imports.retry(campaign, job);
        JsonNode document = imports.end(job);

        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(rows(document)).isEqualTo("250/0/0 of 250");
        assertThat(items("A")).containsExactly("BOX=4", "DICE=2");
        assertThat(items("O3")).containsExactly("NEW=1");
        assertThat(figures(document, "pledgeItems")).isEqualTo("1/0/248");
    }

    @Test
    void anOlderFileThatRunsLaterAddsNothing() {
        imports.run(campaign, threeChunks());
        hold();
        UUID held = uploadHeld(threeChunks().set(250, "Quantity", "50").set(120, "Item SKU", "OLD"));
        load(held, 1);
        load(held, 2);
        assertThat(items("A")).containsExactly("BOX=1", "DICE=2", "OLD=2");
        UUID younger = uploadHeld(threeChunks().set(120, "Quantity", "7"));
        load(younger, 1);
        load(younger, 3);
        load(held, 3);
        imports.end(held);
        load(younger, 2);
        JsonNode document = imports.end(younger);

        assertThat(items("A")).containsExactly("BOX=4", "DICE=7");
        assertThat(rows(document)).isEqualTo("250/0/0 of 250");
        assertThat(imports.records(campaign).get("pledge_items")).isEqualTo(249);
    }

    @Test
    void whatAYoungerFileTookOverIsCountedOnce() {
        hold();
        UUID held = uploadHeld(threeChunks());
        load(held, 1);
        holdNoLonger();
        imports.run(campaign, threeChunks().set(250, "Total", "30.00").set(250, "Customer Name", "Renamed"));
        load(held, 2);
        load(held, 3);
        JsonNode document = imports.end(held);

        assertThat(rows(document)).isEqualTo("250/0/0 of 250");
        assertThat(figures(document, "backers")).isEqualTo("100/0/148");
        assertThat(figures(document, "pledges")).isEqualTo("100/0/148");
        assertThat(items("A")).containsExactly("BOX=4", "DICE=2");
    }

    @Test
    void rowsThatTheDatabaseRefusesTakeOnlyTheirOwnItemsAway() {
        for (String table : List.of("products", "backers")) {
            database.execute(
                    "ALTER TABLE " + table + " ADD CONSTRAINT no_poison CHECK (name NOT LIKE 'Poison%') NOT VALID");
        }
        Export export = threeChunks().set(120, "Item Name", "Poison");
        for (int n = 110; n < 120; n++) {
            export.set(n, "Stall Order", "A").set(n, "Customer", "of A").set(n, "Item SKU", "BOX");
        }
        // Halving the chunk until this row stands alone parts the rows of A.
        export.set(115, "Stall Order", "P").set(115, "Customer", "of P").set(115, "Customer Name", "Poison");
        JsonNode job = imports.run(campaign, export);

        assertThat(rows(job)).isEqualTo("248/2/0 of 250");
        assertThat(items("A")).containsExactly("BOX=13");
        assertThat(figures(job, "backers")).isEqualTo("238/0/0");
        assertThat(figures(job, "pledges")).isEqualTo("238/0/0");
        assertThat(figures(job, "pledgeItems")).isEqualTo("238/0/0");
    }
}
