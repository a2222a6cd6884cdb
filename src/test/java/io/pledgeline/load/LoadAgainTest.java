package io.pledgeline.load;

import static io.pledgeline.load.Imports.figures;
import static io.pledgeline.load.Imports.id;
import static io.pledgeline.load.Imports.records;
import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LoadAgainTest extends RunningImports {

    @Test
    void theSameFileAgainChangesNothing() {
        JsonNode first = imports.run(campaign, Export.of(1, 250));
        Map<String, Integer> before = imports.records(campaign);
        JsonNode again = imports.run(campaign, Export.of(1, 250));

        assertThat(rows(again)).isEqualTo("250/0/0 of 250");
        assertThat(imports.records(campaign)).isEqualTo(before);
        assertThat(figures(again, "backers")).isEqualTo("0/0/250");
        assertThat(figures(again, "pledges")).isEqualTo("0/0/250");
        assertThat(figures(again, "pledgeItems")).isEqualTo("0/0/675");
        assertThat(figures(again, "surveys")).isEqualTo("0/0/83");
        assertThat(figures(again, "products")).isEqualTo("0/0/5");
        assertThat(again.at("/results/missing").asInt()).isZero();
        assertThat(again.get("warnings").toString()).doesNotContain("LOOKS_LIKE_ANOTHER_CAMPAIGN");
        assertThat(imports.number(
                        "SELECT count(*) FROM record_changes WHERE upload_id IN (?, ?)", id(first), id(again)))
                .isZero();
    }

    @Test
    void aNewerExportUpdatesWhatChangedAddsWhatIsNewAndCountsWhatIsMissing() {
        imports.run(campaign, Export.of(1, 250));
        Export newer = Export.of(1, 260);
        for (int n = 101; n <= 110; n++) {
            newer.set(n, "Backer Name", "Renamed " + n)
                    .set(n, "Pledge Amount", "$500.00")
                    .set(n, "Core Box", "3");
        }
        newer.set(111, "Dice Set", "0").set(112, "Dice Set", "0").remove(n -> n <= 20);
        JsonNode job = imports.run(campaign, newer);

        assertThat(rows(job)).isEqualTo("240/0/0 of 240");
        assertThat(figures(job, "backers")).isEqualTo("10/10/220");
        assertThat(figures(job, "pledges")).isEqualTo("10/10/220");
        // New: reward and box for ten, dice for five, mats for two. One of the two that say no dice had some.
        assertThat(figures(job, "pledgeItems")).isEqualTo("27/10/" + (230 * 2 + 115 - 1 + 46 - 10));
        assertThat(figures(job, "surveys")).isEqualTo("3/0/77");
        assertThat(job.at("/results/missing").asInt()).isEqualTo(20);
        assertThat(imports.records(campaign)).isEqualTo(records(260, 260, 675 + 27 - 1, 5, 86));
        assertThat(changes(job, "backers", "before ->> 'name'")).hasSize(10).contains("Backer 101", "Backer 110");
        assertThat(changes(job, "pledges", "before ->> 'amount'")).hasSize(10).contains("26.50");
        assertThat(changes(job, "pledge_items", "before ->> 'quantity'"))
                .hasSize(11)
                .contains("1", "2");
    }

    private List<String> changes(JsonNode job, String table, String what) {
        return database.queryForList(
                "SELECT " + what + " FROM record_changes WHERE upload_id = ? AND table_name = ?",
                String.class,
                id(job),
                table);
    }

    @Test
    void anOlderExportAsANewUploadHolds() {
        imports.run(campaign, Export.of(1, 50));
        imports.run(campaign, Export.of(1, 50).set(7, "Backer Name", "Later"));
        JsonNode job = imports.run(campaign, Export.of(1, 50));

        assertThat(figures(job, "backers")).isEqualTo("0/1/49");
        assertThat(nameOf(7)).isEqualTo("Backer 7");
    }

    private String nameOf(int n) {
        return database.queryForObject(
                "SELECT b.name FROM backers b JOIN campaigns c ON c.id = b.campaign_id WHERE slug = ? AND external_id = ?",
                String.class,
                campaign.slug(),
                Export.uid(n));
    }

    @Test
    void theYoungerOfTwoUploadsWinsAlsoWhenItRunsFirst() {
        imports.run(campaign, Export.of(1, 250));
        hold();
        Export older = Export.of(1, 250);
        for (int n = 1; n <= 250; n += 10) {
            older.set(n, "Backer Name", "Old")
                    .set(n, "Pledge Amount", "$1.00")
                    .set(n, "Core Box", "9")
                    .set(n, "T-Shirt size", "old");
        }
        UUID held = uploadHeld(older);
        holdNoLonger();
        JsonNode younger = imports.run(campaign, Export.of(1, 250).set(1, "Backer Name", "Young"));
        load(held, 1);
        load(held, 2);
        load(held, 3);
        JsonNode overtaken = imports.end(held);

        assertThat(figures(younger, "backers")).isEqualTo("0/1/249");
        assertThat(rows(overtaken)).isEqualTo("250/0/0 of 250");
        assertThat(figures(overtaken, "backers")).isEqualTo("0/0/250");
        assertThat(figures(overtaken, "pledges")).isEqualTo("0/0/250");
        assertThat(nameOf(1)).isEqualTo("Young");
        assertThat(nameOf(11)).isEqualTo("Backer 11");
        assertThat(imports.number(
                        "SELECT count(*) FROM pledges p JOIN campaigns c ON c.id = p.campaign_id WHERE slug = ? AND amount = 1",
                        campaign.slug()))
                .isZero();
        assertThat(imports.number("SELECT count(*) FROM record_changes WHERE upload_id = ?", held))
                .isZero();
        assertThat(imports.records(campaign)).isEqualTo(records(250, 250, 675, 5, 83));
    }

    @Test
    void theYoungerOfTwoUploadsWinsInRecordsThatItCreated() {
        hold();
        UUID held = uploadHeld(Export.of(1, 50).set(4, "Backer Name", "Old").set(4, "Dice Set", "7"));
        holdNoLonger();
        imports.run(campaign, Export.of(1, 50));
        load(held, 1);
        JsonNode overtaken = imports.end(held);

        assertThat(nameOf(4)).isEqualTo("Backer 4");
        assertThat(figures(overtaken, "backers")).isEqualTo("0/0/50");
        assertThat(imports.number("SELECT count(*) FROM pledge_items WHERE quantity = 7"))
                .isZero();
    }

    @Test
    void theLastRowOfAKeyWinsInOneChunk() {
        Export export = Export.of(1, 50)
                .addAll(Export.of(7, 7).set(1, "Backer Name", "Last").set(1, "Dice Set", "4"));
        JsonNode job = imports.run(campaign, export);

        assertThat(nameOf(7)).isEqualTo("Last");
        assertThat(rows(job)).isEqualTo("51/0/0 of 51");
        assertThat(figures(job, "backers")).isEqualTo("50/0/0");
        assertThat(figures(job, "pledges")).isEqualTo("50/0/0");
    }

    @Test
    void theLastRowOfAKeyWinsInWhateverOrderTheChunksRun() {
        for (boolean reverse : new boolean[] {false, true}) {
            campaign = imports.newCampaign();
            hold();
            Export export = Export.of(1, 200)
                    .addAll(Export.of(8, 9)
                            .set(1, "Backer Name", "Last")
                            .set(1, "Dice Set", "0")
                            .set(2, "Core Box", "5"));
            UUID job = uploadHeld(export);
            for (int chunk = 1; chunk <= 3; chunk++) {
                load(job, reverse ? 4 - chunk : chunk);
            }
            JsonNode document = imports.end(job);

            assertThat(nameOf(8)).isEqualTo("Last");
            assertThat(rows(document)).isEqualTo("202/0/0 of 202");
            assertThat(imports.records(campaign)).isEqualTo(records(200, 200, 400 + 100 - 1 + 40, 5, 66));
            assertThat(figures(document, "backers")).as("reverse %s", reverse).isEqualTo("200/0/0");
            assertThat(figures(document, "pledges")).isEqualTo("200/0/0");
            assertThat(figures(document, "surveys")).isEqualTo("66/0/0");
            assertThat(figures(document, "pledgeItems"))
                    .as("reverse %s", reverse)
                    .isEqualTo("539/0/0");

            UUID again = uploadHeld(export);
            for (int chunk = 1; chunk <= 3; chunk++) {
                load(again, reverse ? 4 - chunk : chunk);
            }
            JsonNode unchanged = imports.end(again);
            assertThat(figures(unchanged, "backers").substring(0, 2)).isEqualTo("0/");
            assertThat(nameOf(8)).isEqualTo("Last");
            assertThat(imports.records(campaign)).isEqualTo(records(200, 200, 539, 5, 66));
        }
    }
}
