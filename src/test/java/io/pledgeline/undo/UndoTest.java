package io.pledgeline.undo;

import static io.pledgeline.load.Imports.id;
import static io.pledgeline.load.Imports.records;
import static io.pledgeline.undo.Undos.figures;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports.Campaign;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is left of the tables when an import is undone. */
class UndoTest extends RunningUndos {

    /** Ten backers more; some of the others renamed, with another pledge, other items, other answers. */
    private static Export newer() {
        Export newer = Export.of(1, 260);
        for (int n = 101; n <= 110; n++) {
            newer.set(n, "Backer Name", "Renamed " + n)
                    .set(n, "Pledge Amount", "$500.00")
                    .set(n, "Core Box", "3")
                    .set(n, "Notes", "changed");
        }
        for (int n = 111; n <= 120; n++) {
            newer.set(n, "Dice Set", n % 2 == 0 ? "0" : "4").set(n, "T-Shirt size", n % 3 == 0 ? "XL" : "");
        }
        return newer;
    }

    private JsonNode first() {
        return imports.run(campaign, Export.of(1, 250));
    }

    @Test
    void whatAnImportCreatedGoes() {
        JsonNode imported = first();
        JsonNode undo = undo(imported);

        assertThat(imports.records(campaign)).isEqualTo(records(0, 0, 0, 0, 0));
        assertThat(figures(undo, "backers")).isEqualTo("250/0/0");
        assertThat(figures(undo, "pledges")).isEqualTo("250/0/0");
        assertThat(figures(undo, "pledgeItems")).isEqualTo("675/0/0");
        assertThat(figures(undo, "surveys")).isEqualTo("83/0/0");
        assertThat(figures(undo, "products")).isEqualTo("5/0/0");
        assertThat(figures(undo)).isEqualTo("1263/0/0");
        assertThat(tables().values()).allMatch(List::isEmpty);
        assertThat(imports.number("SELECT count(*) FROM sightings WHERE upload_id = ?", id(imported)))
                .isZero();
        assertThat(imports.document(id(imported)).get("warnings").toString())
                .contains("UNDONE", undo.get("id").asText());
    }

    @Test
    void theSameFileMayBeImportedAgain() {
        undo(first());
        JsonNode again = first();
        assertThat(again.at("/results/pledges/inserted").asInt()).isEqualTo(250);
        assertThat(imports.records(campaign)).isEqualTo(records(250, 250, 675, 5, 83));
    }

    @Test
    void aNewerExportUndoneLeavesEveryRowAsItWas() {
        first();
        Map<String, List<String>> before = tables();
        JsonNode undo = undo(imports.run(campaign, newer()));

        assertTables(before);
        assertThat(figures(undo, "backers")).isEqualTo("20/0/0");
        assertThat(figures(undo, "pledges")).isEqualTo("20/0/0");
        assertThat(undo.at("/results/recordsKept").asInt()).isZero();
        assertThat(reasons(undo))
                .contains("backers REMOVED=10", "backers RESTORED=10", "pledge_items BROUGHT_BACK=5")
                .contains("pledges REMOVED=10", "pledges RESTORED=10", "surveys REMOVED=3");
    }

    @Test
    void importsUndoneFromTheLastToTheFirstLeaveWhatWasBeforeEach() {
        List<Map<String, List<String>>> befores = new ArrayList<>();
        List<JsonNode> jobs = new ArrayList<>();
        List<Export> exports = List.of(
                Export.of(1, 250),
                newer(),
                newer().set(105, "Core Box", "5"),
                newer().set(115, "Dice Set", ""),
                Export.of(1, 100));
        for (Export export : exports) {
            befores.add(jobs.isEmpty() ? Map.of() : tables());
            jobs.add(imports.run(campaign, export));
        }
        for (int i = exports.size() - 1; i > 0; i--) {
            undo(jobs.get(i));
            assertTables(befores.get(i));
        }
        undo(jobs.get(0));
        assertThat(tables().values()).allMatch(List::isEmpty);
    }

    @Test
    void theOlderOfTwoImportsLeavesWhatTheNewerChangedOrHungOnIt() {
        JsonNode older = first();
        JsonNode newer = imports.run(
                campaign,
                Export.of(1, 20)
                        .set(7, "Backer Name", "Renamed")
                        .set(8, "Pledge Amount", "$500.00")
                        .set(9, "Core Box", "3")
                        .set(10, "[Addon: 77] Mat", "2")
                        .set(11, "[Addon: 77] Mat", "1")
                        .set(12, "T-Shirt size", "XL"));
        JsonNode undo = undo(older);

        assertThat(reasons(undo))
                .containsExactly(
                        // 7 and 12 themselves; 8 to 11 for their pledges.
                        "backers CHANGED_SINCE=1",
                        "backers HAS_CHILDREN=5",
                        "backers REMOVED=244",
                        "pledge_items CHANGED_SINCE=2",
                        "pledge_items NAMED_SINCE=9",
                        "pledge_items REMOVED=664",
                        "pledges CHANGED_SINCE=1",
                        "pledges HAS_CHILDREN=3",
                        "pledges REMOVED=246",
                        "products HAS_CHILDREN=5",
                        "surveys CHANGED_SINCE=1",
                        "surveys NAMED_SINCE=1",
                        "surveys REMOVED=81");
        assertThat(imports.records(campaign)).isEqualTo(records(6, 4, 3 + 9, 5, 2));
        assertThat(figures(undo)).isEqualTo("1235/28/0");

        // What was kept can be reversed once the newer one is gone.
        assertThat(figures(undo(newer), "pledges")).isEqualTo("1/0/0");
        JsonNode again = undo(older);
        assertThat(figures(again, "pledges")).isEqualTo("4/0/0");
        assertThat(tables().values()).allMatch(List::isEmpty);
        assertThat(undo(older).at("/results/recordsReversed").asInt()).isZero();
    }

    @Test
    void whatWasAddedToOlderRecordsStaysWhereALaterImportNamedThemAgain() {
        imports.run(campaign, Export.of(1, 4).set(3, "T-Shirt size", ""));
        Export more = Export.of(1, 4).set(1, "Core Box", "4").set(2, "[Addon: 77] Mat", "1");
        JsonNode added = imports.run(campaign, more);
        imports.run(campaign, more.remove(n -> n == 1));
        JsonNode confirming = imports.run(campaign, more);
        JsonNode last = imports.run(campaign, more);
        undo(last);

        assertThat(reasons(undo(added)))
                .containsExactly(
                        "pledge_items NAMED_SINCE=1",
                        "pledge_items RESTORED=1",
                        "products HAS_CHILDREN=1",
                        "surveys NAMED_SINCE=1");
        undo(confirming);
    }

    @Test
    void anItemThatWasRemovedComesBackUnlessSomebodySpokeOfItsPledgeSince() {
        first();
        JsonNode without =
                imports.run(campaign, Export.of(1, 50).set(2, "Dice Set", "0").set(4, "Dice Set", "0"));
        imports.run(campaign, Export.of(1, 3).set(2, "Dice Set", "0"));
        JsonNode undo = undo(without);

        assertThat(reasons(undo)).containsExactly("pledge_items BROUGHT_BACK=1", "pledge_items CHANGED_SINCE=1");
        assertThat(dice(2)).isZero();
        assertThat(dice(4)).isEqualTo(2);
    }

    @Test
    void whoSpokeBeforeAnUndoneImportStillHasSpoken() {
        first();
        JsonNode without = imports.run(campaign, Export.of(1, 50).set(2, "Dice Set", "0"));
        JsonNode confirming = imports.run(campaign, Export.of(1, 50).set(2, "Dice Set", "0"));
        JsonNode last = imports.run(campaign, Export.of(1, 50).set(2, "Dice Set", "0"));
        undo(last);
        assertThat(reasons(undo(without))).containsExactly("pledge_items CHANGED_SINCE=1");
        undo(confirming);
        assertThat(reasons(undo(without))).containsExactly("pledge_items BROUGHT_BACK=1");
        assertThat(dice(2)).isEqualTo(2);
    }

    private int dice(int n) {
        return imports.number(
                "SELECT coalesce(sum(i.quantity), 0) FROM pledge_items i JOIN pledges p ON p.id = i.pledge_id"
                        + " JOIN products t ON t.id = i.product_id JOIN campaigns c ON c.id = p.campaign_id"
                        + " WHERE c.slug = ? AND p.external_id = ? AND t.external_id = 'item:dice set'",
                campaign.slug(),
                String.valueOf(9_000_000 + n));
    }

    @Test
    void anItemThatAnotherImportRemovedSinceIsReportedAsKept() {
        JsonNode imported = first();
        imports.run(campaign, Export.of(400, 401));
        JsonNode without =
                imports.run(campaign, Export.of(2, 2).set(1, "Dice Set", "0").set(1, "Core Box", "3"));
        JsonNode undo = undo(imported);
        assertThat(reasons(undo)).contains("pledge_items CHANGED_SINCE=2", "pledges HAS_CHILDREN=1");
        undo(without);
        assertThat(dice(2)).isEqualTo(2);
        undo(imported);
        assertThat(imports.records(campaign).get("pledges")).isEqualTo(2);
        assertThat(dice(2)).isZero();
    }

    @Test
    void anItemWhoseProductIsGoneCannotComeBackButTheOthersDo() {
        JsonNode imported = first();
        JsonNode without =
                imports.run(campaign, Export.of(2, 2).set(1, "Dice Set", "0").set(1, "Core Box", "3"));
        undo(imported);
        assertThat(reasons(undo(without))).contains("pledge_items PRODUCT_GONE=1", "pledge_items RESTORED=1");
        undo(imported);
        assertThat(tables().values()).allMatch(List::isEmpty);
    }

    @Test
    void adoptedRecordsGetTheirFormerKeysBack() {
        JsonNode weak = imports.run(campaign, Export.of(1, 150).without("Backer UID"));
        Map<String, List<String>> before = tables();
        JsonNode strong = imports.run(campaign, Export.of(1, 160).set(3, "Backer Name", "Renamed"));
        JsonNode kept = undo(weak);
        assertThat(figures(kept, "backers")).isEqualTo("0/150/0");
        assertThat(figures(kept, "pledges")).isEqualTo("0/150/0");

        JsonNode undo = undo(strong);
        assertThat(figures(undo, "backers")).isEqualTo("160/0/0");
        assertThat(figures(undo, "pledges")).isEqualTo("160/0/0");
        assertTables(before);
        undo(weak);
        assertThat(tables().values()).allMatch(List::isEmpty);
    }

    @Test
    void theBetterKeyOfAnImportThatIsUndoneIsTakenBackWhole() {
        imports.run(campaign, Export.of(1, 150).without("Backer UID"));
        Map<String, List<String>> before = tables();
        undo(imports.run(campaign, Export.of(1, 160).set(3, "Backer Name", "Renamed")));
        assertTables(before);
        // The next file with better keys adopts them again.
        imports.run(campaign, Export.of(1, 150));
        assertThat(imports.records(campaign)).isEqualTo(records(150, 150, 300 + 75 + 30, 5, 50));
    }

    @Test
    void productsThatAnImportRenamedGetTheirFormerNameBack() {
        imports.run(campaign, Export.of(1, 150));
        Map<String, List<String>> before = tables();
        Export renamed = Export.of(1, 150);
        for (int n = 1; n <= 150; n++) {
            renamed.set(n, "Reward Title", "Villain Pledge").set(n, "Backing Minimum", "$30.00");
        }
        JsonNode undo = undo(imports.run(campaign, renamed));
        assertThat(reasons(undo)).contains("products RESTORED=2");
        assertTables(before);
    }

    @Test
    void anImportOfWhichNothingIsLeftIsUndoneWithZeros() {
        JsonNode imported = first();
        undo(imported);
        JsonNode again = undo(imported);
        assertThat(figures(again)).isEqualTo("0/0/0");
        assertThat(imports.document(id(imported)).get("warnings").findValuesAsText("code"))
                .endsWith("UNDONE", "UNDONE");
    }

    @Test
    void otherCampaignsOfTheMerchantAreLeftAlone() {
        JsonNode imported = first();
        Campaign other = new Campaign(campaign.key(), campaign.slug().substring(0, 20));
        imports.run(other, Export.of(1, 250));
        undo(imported);
        assertThat(imports.records(other)).isEqualTo(records(250, 250, 675, 5, 83));
    }
}
