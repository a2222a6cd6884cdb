package io.pledgeline.analysis;

import static io.pledgeline.unpack.Archives.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Imports;
import io.pledgeline.unpack.Archives;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a person confirms without having said it is never stronger than what the platform's file says of each file. */
class UnseenColumnsTest extends RunningAnalyses {

    private static final String HEADERS =
            "Backer Number,Backer UID,Backer Name,Email,Reward Title,Reward Minimum,Pledge Amount,Pledged At,Pledged Status,Notes,Poster,Survey Response\n";

    private static String row(int backer, String poster) {
        return String.join(
                        ",",
                        backer + "",
                        "90" + backer,
                        "Ada Muster",
                        "n" + backer + "@example.org",
                        "Box",
                        "$5.00",
                        "$5.00",
                        "2024-05-01",
                        "collected",
                        "",
                        poster,
                        "2024-06-01")
                + "\n";
    }

    private List<String> items() {
        return database.queryForList(
                "SELECT concat_ws(' ', b.email, i.quantity, d.name) FROM backers b JOIN campaigns c ON c.id = b.campaign_id"
                        + " JOIN pledges p ON p.backer_id = b.id JOIN pledge_items i ON i.pledge_id = p.id"
                        + " JOIN products d ON d.id = i.product_id WHERE c.slug = ? ORDER BY 1",
                String.class,
                campaign.slug());
    }

    @Test
    void aColumnThatWasStillBlankIsReadByThePlatformsRulesWhenALaterFileFillsIt() {
        UUID job = uploadWaiting("early.csv", utf8(HEADERS + row(1, "") + row(2, "")), "start=manual");
        assertThat(analyzed(job).at("/columns/10/field").asText()).isEqualTo("survey.answer");
        assertThat(confirm(job, null)).hasToString("202");
        assertThat(Imports.rows(imports.end(job))).isEqualTo("2/0/0 of 2");
        assertThat(analysis(job).at("/mapping/10"))
                .hasToString("{\"header\":\"Poster\",\"occurrence\":1,\"field\":\"otherwise\"}");

        UUID later = imports.uploadAs("late.csv", campaign, utf8(HEADERS + row(1, "2") + row(2, "0")));
        JsonNode ended = imports.end(later);
        assertThat(Imports.rows(ended)).as(ended.toString()).isEqualTo("2/0/0 of 2");
        assertThat(warnings(ended)).contains("MAPPING_REMEMBERED");
        assertThat(items()).contains("n1@example.org 2 Poster");
    }

    @Test
    void whatAPersonSaidOfTheBlankColumnHoldsForALaterFile() {
        UUID job = uploadWaiting("early.csv", utf8(HEADERS + row(1, "")), "start=manual");
        analyzed(job);
        assertThat(confirm(job, "{\"mapping\": {\"Poster\": \"survey.answer\"}}"))
                .hasToString("202");
        imports.end(job);

        imports.end(imports.uploadAs("late.csv", campaign, utf8(HEADERS + row(1, "2"))));
        assertThat(items()).noneMatch(item -> item.endsWith("Poster"));
    }

    @Test
    void eachFileOfAZipIsReadByItsOwnCells() throws IOException {
        for (List<String> posters : List.of(List.of("", "3"), List.of("3", ""), List.of("3", "signed please"))) {
            campaign = imports.newCampaign();
            Map<String, byte[]> entries = new LinkedHashMap<>();
            entries.put("a.csv", utf8(HEADERS + row(1, posters.get(0))));
            entries.put("b.csv", utf8(HEADERS + row(2, posters.get(1))));
            UUID job = uploadWaiting("tiers.zip", Archives.zip(entries), "start=manual");
            JsonNode analysis = analyzed(job);
            assertThat(analysis.get("rows").findValuesAsText("code")).isEmpty();
            assertThat(confirm(job, null)).hasToString("202");
            JsonNode ended = imports.end(job);
            assertThat(Imports.rows(ended)).as(ended.toString()).isEqualTo("2/0/0 of 2");
            assertThat(items())
                    .filteredOn(item -> item.endsWith("Poster"))
                    .containsExactly("n" + (posters.indexOf("3") + 1) + "@example.org 3 Poster");
        }
    }

    @Test
    void aBlankColumnOfNobodysFileIsLookedAtAnewWhenTheNextOneWaits() {
        String headers = "Kontaktweg;Unterstützerin;Beisteuer;Stückzahlwunsch\n";
        UUID job = uploadWaiting(headers + "ada@example.org;Ada Muster;12,50;\n");
        assertThat(analyzed(job).at("/columns/3/field").asText()).isEqualTo("survey.answer");
        assertThat(confirm(job, MAPPING)).hasToString("202");
        assertThat(Imports.rows(imports.end(job))).isEqualTo("1/0/0 of 1");
        assertThat(analysis(job).at("/mapping/3/field").asText()).isEqualTo("otherwise");

        UUID later = uploadWaiting(headers + "bo@example.org;Bo Muster;7,00;2\n", "start=manual");
        JsonNode columns = analyzed(later).get("columns");
        assertThat(columns.at("/0/source").asText()).isEqualTo("REMEMBERED");
        assertThat(columns.at("/3/source").asText()).isNotEqualTo("REMEMBERED");
        assertThat(confirm(later, null)).hasToString("202");
        assertThat(Imports.rows(imports.end(later))).isEqualTo("1/0/0 of 1");
    }
}
