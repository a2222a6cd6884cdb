package io.pledgeline.load;

import static io.pledgeline.load.Imports.figures;
import static io.pledgeline.load.Imports.records;
import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadAdoptRouteTest extends RunningImports {

    private static final String WEAK =
            "SELECT count(*) FROM %s r JOIN campaigns c ON c.id = r.campaign_id WHERE slug = ? AND key_rank > 0";

    private int weak(String table) {
        return imports.number(WEAK.formatted(table), campaign.slug());
    }

    @Test
    void aBetterKeyAdoptsTheRecordsThatAWeakerOneFound() {
        imports.run(campaign, Export.of(1, 150).without("Backer UID"));
        assertThat(weak("backers")).isEqualTo(150);
        assertThat(weak("pledges")).isEqualTo(150);
        List<String> ids = ids();

        JsonNode job = imports.run(campaign, Export.of(1, 160).set(3, "Backer Name", "Renamed"));

        assertThat(imports.records(campaign)).isEqualTo(records(160, 160, 320 + 80 + 32, 5, 53));
        assertThat(weak("backers")).isZero();
        assertThat(weak("pledges")).isZero();
        assertThat(ids()).startsWith(ids.toArray(String[]::new));
        assertThat(figures(job, "backers")).isEqualTo("10/1/149");
        assertThat(figures(job, "pledges")).isEqualTo("10/0/150");
        assertThat(job.at("/results/missing").asInt()).isZero();
        assertThat(imports.number(
                        "SELECT count(*) FROM record_changes WHERE upload_id = ? AND before ->> 'external_id' = '7'",
                        Imports.id(job)))
                .isEqualTo(2);
    }

    @Test
    void aWeakerKeyFindsTheRecordsByTheirNumber() {
        imports.run(campaign, Export.of(1, 150));
        List<String> ids = ids();
        Export weaker = Export.of(1, 160).without("Backer UID").set(3, "Backer Name", "Renamed");
        JsonNode job = imports.run(campaign, weaker);

        assertThat(imports.records(campaign)).isEqualTo(records(160, 160, 320 + 80 + 32, 5, 53));
        assertThat(ids()).startsWith(ids.toArray(String[]::new));
        assertThat(weak("backers")).isEqualTo(10);
        assertThat(figures(job, "backers")).isEqualTo("10/1/149");
        assertThat(figures(job, "pledges")).isEqualTo("10/0/150");

        JsonNode again = imports.run(campaign, weaker);
        assertThat(figures(again, "backers")).isEqualTo("0/0/160");
        assertThat(rows(again)).isEqualTo("160/0/0 of 160");
        imports.run(campaign, Export.of(1, 160));
        assertThat(imports.records(campaign).get("backers")).isEqualTo(160);
        assertThat(weak("backers")).isZero();
    }

    @Test
    void rowsOfOneNumberWithAndWithoutKeyAreOneRecord() {
        JsonNode job = imports.run(
                campaign,
                Export.of(1, 50).addAll(Export.of(9, 9).set(1, "Backer UID", "").set(1, "Backer Name", "Last")));

        assertThat(rows(job)).isEqualTo("51/0/0 of 51");
        assertThat(imports.records(campaign).get("backers")).isEqualTo(50);
        assertThat(imports.records(campaign).get("pledges")).isEqualTo(50);
    }

    private List<String> ids() {
        return database.queryForList(
                "SELECT b.id || '/' || p.id FROM backers b JOIN pledges p ON p.backer_id = b.id JOIN campaigns c ON c.id = b.campaign_id"
                        + " WHERE slug = ? ORDER BY b.number::integer",
                String.class,
                campaign.slug());
    }
}
