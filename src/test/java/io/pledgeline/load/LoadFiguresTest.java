package io.pledgeline.load;

import static io.pledgeline.load.Imports.figures;
import static io.pledgeline.load.Imports.id;
import static io.pledgeline.load.Imports.records;
import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoadFiguresTest extends RunningImports {

    @Test
    void everyTableHoldsWhatTheFileSaysAndTheFiguresSayTheSame() {
        JsonNode job = imports.run(campaign, Export.of(1, 250));

        assertThat(job.get("status").asText()).as(job.toString()).isEqualTo("COMPLETED");
        assertThat(job.get("platform").asText()).isEqualTo("kickstarter");
        assertThat(rows(job)).isEqualTo("250/0/0 of 250");
        // A reward, a core box, dice for every second, a mat for every fifth; rewards 7000 and 7001.
        assertThat(imports.records(campaign)).isEqualTo(records(250, 250, 250 + 250 + 125 + 50, 5, 83));
        assertThat(figures(job, "backers")).isEqualTo("250/0/0");
        assertThat(figures(job, "pledges")).isEqualTo("250/0/0");
        assertThat(figures(job, "pledgeItems")).isEqualTo("675/0/0");
        assertThat(figures(job, "surveys")).isEqualTo("83/0/0");
        assertThat(figures(job, "products")).isEqualTo("5/0/0");
        JsonNode progress = job.get("progress");
        assertThat(progress.get("chunksTotal").asInt()).isEqualTo(3);
        assertThat(progress.get("chunksCompleted").asInt()).isEqualTo(3);
        assertThat(progress.get("chunksFailed").asInt()).isZero();
        assertThat(progress.get("rowsProcessed").asInt()).isEqualTo(250);
        assertThat(progress.get("percent").asDouble()).isEqualTo(100.0);
        assertThat(progress.get("bytesRead")).isEqualTo(progress.get("bytesTotal"));
        assertThat(job.get("phase").asText()).isEqualTo("DONE");
        assertThat(database.queryForObject("SELECT status::text FROM csv_uploads WHERE id = ?", String.class, id(job)))
                .isEqualTo("COMPLETED");
        assertThat(imports.number(
                        "SELECT (statistics #>> '{results,rowsImported}')::integer FROM csv_uploads WHERE id = ?",
                        id(job)))
                .isEqualTo(250);
    }

    @Test
    void recordsHoldTheValuesOfTheirRows() {
        imports.run(campaign, Export.of(1, 6).set(6, "Pledged Status", "dropped"));

        assertThat(database.queryForList("""
                        SELECT concat_ws('|', b.external_id, b.number, b.email, b.name, b.country, b.address ->> 'city', p.amount,
                            p.currency, p.status, iso_utc(p.pledged_at), s.answers ->> 'T-Shirt size', iso_utc(s.answered_at), p.source_row)
                        FROM backers b JOIN pledges p ON p.backer_id = b.id LEFT JOIN surveys s ON s.backer_id = b.id
                        JOIN campaigns c ON c.id = b.campaign_id WHERE c.slug = ? AND b.number IN ('2', '3') ORDER BY b.number""", String.class, campaign.slug()))
                .containsExactly(
                        "9000002|2|backer2@example.org|Backer 2|SE|27.50|USD|collected|2024-03-05T12:02:00.000Z|3",
                        "9000003|3|backer3@example.org|Backer 3|JP|Springfield|28.50|USD|collected|2024-03-05T12:03:00.000Z|L|2024-05-01T10:00:00.000Z|4");
        // The sixth pledge was dropped: its pieces do not count.
        assertThat(inventory())
                .containsExactly("addon:77=1", "item:core box=5", "item:dice set=4", "reward:7000=2", "reward:7001=3");
    }

    @Test
    void endsOfOneCampaignTakeTurnsSoThatTheInventoryHoldsBoth() throws Exception {
        hold();
        UUID first = uploadHeld(Export.of(1, 10));
        UUID second = uploadHeld(Export.of(11, 20));
        gate("inventory");
        // It would end the first one too.
        producer.getCamelContext().getRouteController().stopRoute("upkeep-sweep");
        Connection gate = closedGate();
        CompletableFuture<Void> firstEnd = CompletableFuture.completedFuture(null);
        CompletableFuture<Void> secondEnd = firstEnd;
        try {
            // Has summed what it will write, and waits.
            firstEnd = CompletableFuture.runAsync(() -> load(first, 1));
            untilSomebodyWaits();
            secondEnd = CompletableFuture.runAsync(() -> load(second, 1));
            // The first before the gate, the second for its turn.
            imports.until(() -> waitingForAdvisoryLocks() == 2);
            assertThat(waitingBeforeTheGate()).isEqualTo(1);
        } finally {
            open(gate);
            CompletableFuture.allOf(firstEnd, secondEnd).join();
            producer.getCamelContext().getRouteController().startRoute("upkeep-sweep");
        }

        assertThat(imports.end(first).get("status").asText()).isEqualTo("COMPLETED");
        assertThat(imports.end(second).get("status").asText()).isEqualTo("COMPLETED");
        assertThat(inventory())
                .containsExactly(
                        "addon:77=4", "item:core box=20", "item:dice set=20", "reward:7000=10", "reward:7001=10");
    }

    private List<String> inventory() {
        return database.queryForList("""
                SELECT p.external_id || '=' || i.pledged FROM inventory i JOIN products p ON p.id = i.product_id
                JOIN campaigns c ON c.id = p.campaign_id WHERE c.slug = ? ORDER BY 1""", String.class, campaign.slug());
    }

    @Test
    void exportsOfEveryVersionAreImportedWhole() {
        String[] k1 = {
            "Backer Id",
            "Backer Name",
            "Email",
            "Shipping Country",
            "Shipping Amount",
            "Reward Minimum",
            "Pledge Amount",
            "Pledged At",
            "Rewards Sent?",
            "Pledged Status",
            "Notes"
        };
        Export first = new Export(k1);
        for (int n = 1; n <= 150; n++) {
            first.add(
                    "" + n,
                    "B" + n,
                    "b" + n + "@example.org",
                    "US",
                    "$5.00 USD",
                    "$25.00 USD",
                    "$30.00 USD",
                    "2014/01/02, 03:04",
                    "No",
                    "collected",
                    "");
        }
        assertImported(first, records(150, 150, 150, 1, 0));

        Export second = new Export(
                "Backer Number",
                "Backer UID",
                "Backer Name",
                "Email",
                "Shipping Country",
                "Shipping Amount",
                "Reward Minimum",
                "Reward ID",
                "Pledge Amount",
                "Pledged At",
                "Rewards Sent?",
                "Pledged Status",
                "Notes",
                "Twitter",
                "Survey Response",
                "Shipping Name");
        for (int n = 1; n <= 20; n++) {
            second.add(
                    "" + n,
                    Export.uid(n),
                    "B" + n,
                    "b" + n + "@example.org",
                    "",
                    "0 EUR",
                    "€25,00",
                    "71",
                    "€25,00",
                    "2015/01/02, 03:04",
                    "No",
                    "collected",
                    "",
                    n == 1 ? "@b" : "",
                    n == 1 ? "2015/02/02, 03:04" : "",
                    "");
        }
        assertImported(second, records(20, 20, 20, 1, 1));

        Export third = new Export(
                "\uFEFFBacker Number",
                "Backer UID",
                "Backer Name",
                "Email",
                "Shipping Country",
                "Shipping Amount",
                "Reward Title",
                "Reward Minimum",
                "Reward ID",
                "Pledge Amount",
                "Pledged At",
                "Rewards Sent?",
                "Pledged Status",
                "Notes",
                "Billing Country",
                "The Game",
                "How many cats?",
                "Which colour,\nplease",
                "Survey Response");
        for (int n = 1; n <= 20; n++) {
            third.add(
                    "" + n,
                    Export.uid(n),
                    "B" + n,
                    "b" + n + "@example.org",
                    "",
                    "",
                    "Box",
                    "$25.00",
                    "72",
                    "$25.00",
                    "2018/01/02, 03:04",
                    "No",
                    "collected",
                    "",
                    "US",
                    "1",
                    "3",
                    "red\nor \"blue\"",
                    "2018/02/02, 03:04");
        }
        assertImported(third, records(20, 20, 40, 2, 20));

        Export fifth = new Export(
                "Pledged Status",
                "Backer UID",
                "Backer Name",
                "Email",
                "Backer Number",
                "Pledge Amount",
                "Reward Title",
                "Backing Minimum",
                "Reward ID",
                "Late Pledge",
                "Amount Due",
                "Amount Paid",
                "Pledge Over Time",
                "Notes",
                "[Addon: 10750435] Dice, set of 7",
                "[addon: 10750436]",
                "Sleeves",
                "Survey Response",
                "Shipping Country Code",
                "Favourite hero");
        for (int n = 1; n <= 20; n++) {
            fifth.add(
                    "collected",
                    Export.uid(n),
                    "B" + n,
                    "b" + n + "@example.org",
                    "" + n,
                    "$25.00",
                    "Box",
                    "$25.00",
                    "73",
                    "false",
                    "$0.00",
                    "$25.00",
                    "false",
                    "",
                    "2",
                    n % 2 == 0 ? "1" : "",
                    "1",
                    "2024/02/02, 03:04",
                    "DE",
                    "Robin");
        }
        assertImported(fifth, records(20, 20, 20 + 20 + 10 + 20, 4, 20));
    }

    private void assertImported(Export export, Map<String, Integer> records) {
        campaign = imports.newCampaign();
        UUID job = imports.upload(campaign, export);
        JsonNode document = imports.end(job);
        assertThat(imports.errors(job)).isEmpty();
        assertThat(rows(document)).as(document.toString()).isEqualTo(export.size() + "/0/0 of " + export.size());
        assertThat(imports.records(campaign)).isEqualTo(records);
    }
}
