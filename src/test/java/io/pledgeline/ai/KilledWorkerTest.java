package io.pledgeline.ai;

import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Imports;
import io.pledgeline.load.Imports.Campaign;
import io.pledgeline.servers.LocalProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The local run in a JVM of its own, killed while the model is asked. */
class KilledWorkerTest {

    private static final int ROWS = 1000;

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 240, unit = TimeUnit.SECONDS)
    void onlyTheBatchesInFlightAreSentAgainAndNoRowIsThereTwice() throws Exception {
        try (FakeModel model = new FakeModel();
                LocalProcess local = new LocalProcess(directory)) {
            local.environment()
                    .putAll(Map.of(
                            "AI_API_KEY", RunningModel.KEY,
                            "AI_BASE_URL", model.url(),
                            "AI_MODEL", "fake",
                            "AI_LEASE", "2s",
                            "DATABASE_IDLEINTRANSACTIONTIMEOUT", "2s",
                            "SPLIT_LEASE", "2s",
                            "LOAD_LEASE", "2s",
                            "UPKEEP_RENEW_PERIOD", "500ms",
                            "UPKEEP_STALE", "2s",
                            "UPKEEP_SWEEP_PERIOD", "1s"));
            local.start();
            JdbcTemplate database = new JdbcTemplate(new DriverManagerDataSource(
                    "jdbc:postgresql://127.0.0.1:" + local.postgres().port() + "/pledgeline?user=pledgeline"));
            Imports imports = new Imports(local::webPort, database);
            Campaign campaign = Imports.operatorsCampaign();
            CountDownLatch never = new CountDownLatch(1);
            model.does((call, http) -> {
                if (model.calls().size() > 10) {
                    never.await(30, TimeUnit.SECONDS);
                }
                FakeModel.good(call, http);
            });
            UUID job = imports.upload(campaign, RunningModel.sentences(ROWS, RunningModel::sentence), "start=manual");
            imports.until(() -> imports.document(job).get("phase").asText().equals("WAITING_FOR_MAPPING"));
            RunningModel.confirm(database, job);
            imports.until(() -> answered(imports, job) == 10 && model.calls().size() == 14);
            local.kill();
            never.countDown();
            model.does(FakeModel::good);

            local.start();
            JsonNode document = imports.end(job, Duration.ofSeconds(90));

            assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
            assertThat(rows(document)).isEqualTo("1000/0/0 of 1000");
            assertThat(imports.records(campaign)).containsEntry("backers", ROWS).containsEntry("pledge_items", ROWS);
            assertThat(Imports.figures(document, "pledges")).isEqualTo("1000/0/0");
            assertThat(model.calls()).hasSize(ROWS / 50 - 10);
        }
    }

    private static int answered(Imports imports, UUID job) {
        return imports.number("SELECT count(*) FROM ai_batches WHERE upload_id = ? AND status = 'COMPLETED'", job);
    }
}
