package io.pledgeline.load;

import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.annotation.Autowired;

class LimitsTest extends RunningImports {

    /** As many as may be open when a slice begins, and those of a slice. */
    private static final int OPEN = 100 + 4;
    /** For three consumers and one more. */
    private static final int WINDOW = 4;

    @Autowired
    CamelContext camel;

    @Autowired
    RedissonClient redis;

    @Test
    void aCellThatIsTooLongFailsItsRowAloneAndIsNotQuotedWhole() {
        String cell = "long ".repeat(60_000);
        UUID job = imports.upload(campaign, Export.of(1, 10).set(4, "Backer Name", cell));
        JsonNode document = imports.end(job);
        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(rows(document)).isEqualTo("9/1/0 of 10");
        assertThat(imports.errors(job)).singleElement().satisfies(error -> {
            assertThat(error.get("row").asInt()).isEqualTo(5);
            assertThat(error.get("column").asText()).isEqualTo("Backer Name");
            assertThat(error.get("code").asText()).isEqualTo("CELL_TOO_LONG");
            assertThat(error.get("value").asText()).startsWith("long long").hasSizeLessThan(200);
            assertThat(error.get("message").asText()).contains("300000 characters");
        });
        // The cells come back as they were.
        assertThat(imports.get(campaign, "/api/jobs/" + job + "/errors", "text/csv"))
                .contains(cell);
    }

    @Test
    void loadersThatStandStillHoldTheSplitterBackAndLeaveTheQueueShort() throws Exception {
        camel.getRouteController().suspendRoute("load-queue");
        try {
            UUID job = imports.upload(campaign, Export.of(1, 100 * (OPEN + 10)));
            imports.until(() -> open(job) >= 100);
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> open(job) <= OPEN && queued() <= WINDOW);
            assertThat(imports.number("SELECT count(*) FROM csv_uploads WHERE id = ? AND split_closed_at IS NULL", job))
                    .isEqualTo(1);
            camel.getRouteController().resumeRoute("load-queue");
            assertThat(rows(imports.end(job, Duration.ofMinutes(3))))
                    .isEqualTo("%1$d/0/0 of %1$d".formatted(100 * (OPEN + 10)));
        } finally {
            camel.getRouteController().resumeRoute("load-queue");
        }
    }

    private int open(UUID job) {
        return imports.number(
                "SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ? AND status IN ('PENDING', 'PROCESSING')",
                job);
    }

    private long queued() {
        return redis.getStream("load").size();
    }
}
