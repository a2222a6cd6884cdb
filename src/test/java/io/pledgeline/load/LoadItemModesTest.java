package io.pledgeline.load;

import static io.pledgeline.load.Imports.figures;
import static io.pledgeline.load.Imports.id;
import static io.pledgeline.load.Imports.records;
import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The modes, where the rows of one pledge lie in several chunks. */
class LoadItemModesTest extends RunningStall {

    @ParameterizedTest
    @ValueSource(strings = {"mode=insert", "mode=skip-existing"})
    void thePledgeOfAnEarlierChunkOfTheSameUploadDoesNotExist(String mode) {
        for (List<Integer> order : List.of(List.of(1, 2, 3), List.of(3, 2, 1), List.of(2, 3, 1))) {
            campaign = imports.newCampaign();
            hold();
            UUID job = uploadHeld(threeChunks(), mode);
            order.forEach(chunk -> load(job, chunk));
            assertWhole(imports.end(job));
        }
        campaign = imports.newCampaign();
        hold();
        UUID job = uploadHeld(threeChunks(), mode);
        CompletableFuture.allOf(IntStream.rangeClosed(1, 3)
                        .mapToObj(chunk -> CompletableFuture.runAsync(() -> load(job, chunk)))
                        .toArray(CompletableFuture[]::new))
                .join();
        assertWhole(imports.end(job));
    }

    private void assertWhole(JsonNode job) {
        assertThat(rows(job)).isEqualTo("250/0/0 of 250");
        assertThat(items("A")).containsExactly("BOX=4", "DICE=2");
        assertThat(figures(job, "pledges")).isEqualTo("248/0/0");
        assertThat(figures(job, "pledgeItems")).isEqualTo("249/0/0");
        assertThat(imports.records(campaign)).isEqualTo(records(248, 248, 249, 7, 0));
        assertThat(pledged("BOX")).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"mode=insert, 247/3/0", "mode=skip-existing, 247/0/3"})
    void everyRowOfAPledgeThatAnotherUploadCreatedCounts(String mode, String expected) {
        imports.run(campaign, export().add(row("A", "DICE", 5)));
        JsonNode job = imports.run(campaign, threeChunks(), mode);

        assertThat(rows(job)).isEqualTo(expected + " of 250");
        assertThat(items("A")).containsExactly("DICE=5");
        assertThat(figures(job, "pledges")).isEqualTo("247/0/0");
        assertThat(figures(job, "pledgeItems")).isEqualTo("247/0/0");
        // Boxes are named by rows that are not written only.
        assertThat(imports.records(campaign)).isEqualTo(records(248, 248, 248, 6, 0));
        assertThat(imports.errors(id(job)))
                .extracting(error -> error.get("row").asInt() + " "
                        + error.get("column").asText() + " "
                        + error.get("value").asText() + " " + error.get("code").asText())
                .isEqualTo(
                        mode.equals("mode=insert")
                                ? List.of(
                                        "2 Stall Order A ALREADY_EXISTS",
                                        "121 Stall Order A ALREADY_EXISTS",
                                        "251 Stall Order A ALREADY_EXISTS")
                                : List.of());
    }

    @Test
    void updatedPledgesHoldWhatAllChunksSayAndNoMore() {
        imports.run(campaign, threeChunks().set(5, "Item SKU", "OLD"));
        Export newer = threeChunks()
                .set(250, "Quantity", "5")
                .set(120, "Item SKU", "MAT")
                .add(row("Z", "BOX", 1));
        hold();
        UUID held = uploadHeld(newer, "mode=update");
        List.of(3, 1, 2).forEach(chunk -> load(held, chunk));
        JsonNode job = imports.end(held);

        assertThat(rows(job)).isEqualTo("250/1/0 of 251");
        assertThat(items("A")).containsExactly("BOX=6", "MAT=2");
        assertThat(items("O5")).containsExactly("S0=1");
        assertThat(figures(job, "pledges")).isEqualTo("0/0/248");
        assertThat(figures(job, "pledgeItems")).isEqualTo("2/1/246");
        assertThat(imports.records(campaign).get("pledges")).isEqualTo(248);
        assertThat(imports.records(campaign).get("pledge_items")).isEqualTo(249);
        assertThat(job.at("/results/missing").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"insert", "skip-existing", "upsert"})
    void theKnownBackerOfANewPledgeIsLeftAsHeIs(String mode) {
        imports.run(campaign, export().add(row("A", "ada", "BOX", 1)));
        Export more = threeChunks();
        for (int place : new int[] {2, 130, 240}) {
            more.set(place, "Customer", "ada").set(place, "Customer Name", "Renamed");
        }
        more.set(1, "Stall Order", "B").set(120, "Stall Order", "B").set(250, "Stall Order", "B");
        JsonNode job = imports.run(campaign, more, "mode=" + mode);

        assertThat(rows(job)).isEqualTo("250/0/0 of 250");
        assertThat(figures(job, "backers")).isEqualTo(mode.equals("upsert") ? "245/1/0" : "245/0/1");
        assertThat(figures(job, "pledges")).isEqualTo("248/0/0");
        assertThat(database.queryForObject(
                        "SELECT b.name FROM backers b JOIN campaigns c ON c.id = b.campaign_id WHERE slug = ? AND external_id = 'ada'",
                        String.class,
                        campaign.slug()))
                .isEqualTo(mode.equals("upsert") ? "Renamed" : "Named ada");
    }
}
