package io.pledgeline.load;

import static io.pledgeline.load.Imports.records;
import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Imports.Campaign;
import io.pledgeline.servers.LocalProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The local run in a JVM of its own, killed in the middle of an import; PostgreSQL and Redis outlive it. */
class KilledApplicationTest {

    private static final int ROWS = 20_000;

    @TempDir
    Path directory;

    private LocalProcess local;

    @BeforeEach
    void setShortLeases() {
        local = new LocalProcess(directory);
        local.environment()
                .putAll(Map.of(
                        "SPLIT_CHUNK_ROWS", "200",
                        "SPLIT_LEASE", "3s",
                        "LOAD_LEASE", "3s",
                        "DATABASE_IDLEINTRANSACTIONTIMEOUT", "3s",
                        "UPKEEP_RENEW_PERIOD", "1s",
                        "UPKEEP_STALE", "2s",
                        "UPKEEP_SWEEP_PERIOD", "1s"));
    }

    @Test
    @Timeout(value = 240, unit = TimeUnit.SECONDS)
    void anImportSurvivesKilledProcessesAndAnEmptiedQueue() throws Exception {
        local.start();
        JdbcTemplate database = new JdbcTemplate(new DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:" + local.postgres().port() + "/pledgeline?user=pledgeline"));
        Imports imports = new Imports(local::webPort, database);
        Campaign campaign = Imports.operatorsCampaign();
        UUID job = imports.upload(campaign, Export.of(1, ROWS));
        imports.until(() -> completed(imports, job) >= 10);
        local.kill();
        int first = completed(imports, job);
        assertThat(imports.document(job).get("status").asText()).isEqualTo("PROCESSING");

        local.start();
        imports.until(() -> completed(imports, job) >= first + 10);
        local.kill();
        assertThat(imports.document(job).get("status").asText()).isEqualTo("PROCESSING");
        local.redis().flushAll();

        local.start();
        JsonNode document = imports.end(job, Duration.ofSeconds(90));
        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(rows(document)).isEqualTo("20000/0/0 of 20000");
        assertThat(imports.records(campaign))
                .isEqualTo(records(ROWS, ROWS, ROWS * 2 + ROWS / 2 + ROWS / 5, 5, ROWS / 3));
        assertThat(Imports.figures(document, "backers")).isEqualTo("20000/0/0");
        assertThat(Imports.figures(document, "pledgeItems")).isEqualTo("54000/0/0");
    }

    private static int completed(Imports imports, UUID job) {
        return imports.number(
                "SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ? AND status = 'COMPLETED'", job);
    }

    @AfterEach
    void leaveNothingRunning() throws InterruptedException {
        local.close();
    }
}
