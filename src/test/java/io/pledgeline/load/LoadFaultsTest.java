package io.pledgeline.load;

import static io.pledgeline.load.Imports.records;
import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.RealServices;
import io.pledgeline.WithDurableServices;
import io.pledgeline.load.Imports.Campaign;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "split.chunk-rows=100",
            "split.slice-chunks=10",
            "split.lease=4s",
            "load.lease=4s",
            "upkeep.renew.period=1s",
            "database.idle-in-transaction-timeout=4s",
            "upkeep.stale=2s",
            "upkeep.sweep.period=1s"
        })
@WithDurableServices
@DirtiesContext
class LoadFaultsTest {

    private static final int ROWS = 3000;

    @LocalServerPort
    int port;

    @Autowired
    JdbcTemplate database;

    private final RealServices services = RealServices.durable();
    private Imports imports;
    private Campaign campaign;

    @BeforeEach
    void openCampaign() {
        imports = new Imports(() -> port, database);
        campaign = imports.newCampaign();
    }

    @Test
    void anImportSurvivesACrashOfPostgres() {
        UUID job = uploadAndAwaitMiddle();
        services.postgres().crash();
        services.postgres().start();
        assertWhole(job);
    }

    @Test
    void anImportSurvivesTheLossOfAllThatRedisHolds() {
        UUID job = uploadAndAwaitMiddle();
        services.redis().flushAll();
        assertWhole(job);
    }

    @Test
    void anImportSurvivesARestartOfRedis() {
        UUID job = uploadAndAwaitMiddle();
        services.redis().stop();
        services.redis().start();
        assertWhole(job);
    }

    private UUID uploadAndAwaitMiddle() {
        UUID job = imports.upload(campaign, Export.of(1, ROWS));
        imports.until(() -> chunksCompleted(job) >= 3);
        assertThat(chunksCompleted(job)).isLessThan(ROWS / 100);
        return job;
    }

    private int chunksCompleted(UUID job) {
        return imports.number(
                "SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ? AND status = 'COMPLETED'", job);
    }

    private void assertWhole(UUID job) {
        JsonNode document = imports.end(job, Duration.ofSeconds(60));
        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(rows(document)).isEqualTo("3000/0/0 of 3000");
        assertThat(imports.records(campaign))
                .isEqualTo(records(ROWS, ROWS, ROWS * 2 + ROWS / 2 + ROWS / 5, 5, ROWS / 3));
        assertThat(Imports.figures(document, "pledgeItems")).isEqualTo("8100/0/0");
    }
}
