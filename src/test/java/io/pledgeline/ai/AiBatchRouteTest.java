package io.pledgeline.ai;

import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.upkeep.Leases;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Rows that a model reads, as long as all goes well. */
class AiBatchRouteTest extends RunningModel {

    @Autowired
    Leases leases;

    @Test
    void whatTheModelReadsIsLoadedLikeAnyOtherRow() {
        UUID job = start(sentences(3, RunningModel::sentence));
        JsonNode document = imports.end(job);

        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(rows(document)).isEqualTo("3/0/0 of 3");
        assertThat(database.queryForList(
                        "SELECT b.email || ' ' || b.name || ' ' || p.amount || p.currency || ' ' || p.pledged_at::date || ' ' || i.quantity || d.name"
                                + " FROM backers b JOIN campaigns c ON c.id = b.campaign_id JOIN pledges p ON p.backer_id = b.id"
                                + " JOIN pledge_items i ON i.pledge_id = p.id JOIN products d ON d.id = i.product_id"
                                + " WHERE c.slug = ? ORDER BY 1",
                        String.class,
                        campaign.slug()))
                .containsExactly(
                        "b1@example.org Backer 1 21.50EUR 2026-03-02 2Mug",
                        "b2@example.org Backer 2 22.50EUR 2026-03-03 3Mug",
                        "b3@example.org Backer 3 23.50EUR 2026-03-04 1Mug");
        assertThat(database.queryForObject("SELECT ai_use(ARRAY[?])::text", String.class, job))
                .contains("\"What do you want?\"", "\"rows\": 3", "\"in\": 100", "\"out\": 10", "\"model\": \"fake\"")
                .doesNotContain("example.org");
    }

    @Test
    void fiveThousandRowsAreAHundredCallsOfFiftyAndNeverMoreAtOnceThanConfigured() {
        MODEL.does((call, http) -> {
            // Long enough that calls overlap.
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            FakeModel.good(call, http);
        });
        UUID job = start(sentences(5000, RunningModel::sentence));
        List<Integer> percents = new ArrayList<>();
        Set<String> phases = new LinkedHashSet<>();
        imports.until(() -> {
            JsonNode document = imports.document(job);
            percents.add(document.at("/progress/percent").asInt());
            phases.add(document.get("phase").asText());
            return document.path("finishedAt").isTextual();
        });
        JsonNode document = imports.document(job);

        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(rows(document)).isEqualTo("5000/0/0 of 5000");
        assertThat(imports.records(campaign)).containsEntry("backers", 5000).containsEntry("pledge_items", 5000);
        assertThat(MODEL.calls())
                .hasSize(100)
                .allSatisfy(call -> assertThat(call.rows()).hasSize(50));
        assertThat(MODEL.most()).isBetween(2, 4);
        imports.until(() -> leases.parameters().isEmpty());
        assertThat(percents).isSorted().endsWith(100);
        assertThat(Set.copyOf(percents)).hasSizeGreaterThan(5);
        assertThat(phases).contains("MAPPING").endsWith("DONE");
    }

    @Test
    void onlyTheCellsOfTheAskedColumnAreSentAndNothingElse() {
        UUID job = start(sentences(60, n -> n % 2 == 0 ? "" : sentence(n)));
        imports.end(job);

        assertThat(MODEL.calls()).hasSize(2).allSatisfy(call -> {
            assertThat(call.body().toString()).doesNotContain("hidden-").doesNotContain("Internal");
            assertThat(call.body().at("/response_format/type").asText()).isEqualTo("json_schema");
            assertThat(call.body().at("/response_format/json_schema/strict").asBoolean())
                    .isTrue();
            assertThat(call.authorization()).isEqualTo("Bearer " + KEY);
            assertThat(call.rows())
                    .allSatisfy(row -> assertThat(row.get("cells").size()).isEqualTo(1));
        });
        assertThat(MODEL.calls().stream().mapToInt(call -> call.rows().size()).sum())
                .isEqualTo(30);
    }

    @Test
    void theSameCellsAreNotAskedAgain() {
        imports.end(start(sentences(60, RunningModel::sentence)));
        assertThat(MODEL.calls()).hasSize(2);
        UUID again = start(sentences(70, RunningModel::sentence));
        JsonNode document = imports.end(again);

        assertThat(rows(document)).isEqualTo("70/0/0 of 70");
        assertThat(MODEL.calls()).hasSize(3);
        assertThat(MODEL.calls().get(2).rows()).hasSize(10);
        assertThat(calls(again)).isEqualTo(1);
    }

    @Test
    void anotherMerchantsAnswersAreNotHis() {
        imports.end(start(sentences(3, RunningModel::sentence)));
        imports.end(start(imports.newCampaign(), sentences(3, RunningModel::sentence)));

        assertThat(MODEL.calls()).hasSize(2);
    }

    @Test
    void aBlockingImportIsJudgedByWhatTheModelReadAndAsksOnce() {
        UUID job = start(
                campaign,
                sentences(70, n -> n == 69 ? sentence(n).replace("b69@example.org", "b69") : sentence(n)),
                "onError=block");
        JsonNode document = imports.end(job);
        assertThat(document.at("/error/code").asText()).as(document.toString()).isEqualTo("BLOCKED");
        assertThat(rows(document)).isEqualTo("0/1/69 of 70");
        assertThat(imports.records(campaign)).containsEntry("backers", 0).containsEntry("products", 0);
        assertThat(imports.errors(job).get(0).get("row").asInt()).isEqualTo(70);

        int asked = MODEL.calls().size();
        JsonNode good = imports.end(start(campaign, sentences(60, n -> sentence(n + 100)), "onError=block"));
        assertThat(rows(good)).as(good.toString()).isEqualTo("60/0/0 of 60");
        assertThat(MODEL.calls()).hasSize(asked + 2);
    }
}
