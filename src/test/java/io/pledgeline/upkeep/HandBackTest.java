package io.pledgeline.upkeep;

import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Export;
import io.pledgeline.load.RunningImports;
import java.sql.Connection;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a stop hands back while it is still worked on, taken by whoever comes next. */
class HandBackTest extends RunningImports {

    @Autowired
    Leases leases;

    @Autowired
    CamelContext camel;

    @Test
    void aChunkThatIsHandedBackIsLoadedOnceAndHasLostNoAttempt() throws Exception {
        UUID job;
        gate("backers");
        try (Connection gate = closedGate()) {
            job = imports.upload(campaign, Export.of(1, 50));
            untilSomebodyWaits();
            handBack();
            imports.until(() -> waitingBeforeTheGate() == 2);
            open(gate);
        }
        assertWhole(imports.end(job), 50);
        assertThat(imports.number("SELECT max(attempts) FROM csv_upload_chunks WHERE upload_id = ?", job))
                .isEqualTo(1);
    }

    @Test
    void aSplitThatIsHandedBackGoesOnElsewhereAndMakesEachChunkOnce() throws Exception {
        UUID job;
        gate("csv_upload_chunks");
        try (Connection gate = closedGate()) {
            job = imports.upload(campaign, Export.of(1, 300));
            untilSomebodyWaits();
            handBack();
            assertThat(imports.number(
                            "SELECT count(*) FROM csv_uploads WHERE id = ? AND split_attempts = 0 AND split_lease IS NULL",
                            job))
                    .isEqualTo(1);
            open(gate);
        }
        assertWhole(imports.end(job), 300);
        assertThat(imports.number("SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ?", job))
                .isEqualTo(3);
    }

    @Test
    void anAnalysisThatIsHandedBackDoesNotWaitForItsLease() throws Exception {
        UUID imported = imports.upload(campaign, Export.of(1, 5));
        imports.end(imported);
        UUID analysis = database.queryForObject("""
                INSERT INTO jobs (id, merchant_id, campaign_id, kind, status, phase, target, attempts, lease_until, queued_at)
                SELECT uuidv7(), merchant_id, campaign_id, 'ANALYSIS', 'PROCESSING', 'MAPPING', target, 3,
                    clock_timestamp() + interval '1 h', clock_timestamp() + interval '1 h'
                FROM jobs WHERE id = ? RETURNING id""", UUID.class, imported);
        database.update(
                "INSERT INTO analyses (id, workbook_id, merchant_id, campaign_id) SELECT id, target, merchant_id, campaign_id FROM jobs WHERE id = ?",
                analysis);
        DefaultExchange exchange = new DefaultExchange(camel);
        leases.holdJob(exchange, analysis, 3);

        handBack();

        imports.until(() -> imports.number(
                        "SELECT count(*) FROM jobs WHERE id = ? AND status = 'COMPLETED' AND attempts = 3", analysis)
                == 1);
    }

    private void handBack() {
        producer.sendBody("direct:upkeep-release", "");
    }

    private static void assertWhole(JsonNode document, int count) {
        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(rows(document)).isEqualTo(count + "/0/0 of " + count);
    }
}
