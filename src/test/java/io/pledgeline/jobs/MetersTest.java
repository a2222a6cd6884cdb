package io.pledgeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.HealthEndpoint;

class MetersTest extends RunningJobs {

    @Autowired
    HealthEndpoint health;

    @Test
    void prometheusShowsWhatWasDone() throws Exception {
        String key = newKey();
        awaitStatus(key, upload(key, "filename=a.csv", file(3) + row(4, "wrong", "")), "COMPLETED");
        String scraped = call(null, "GET", "/actuator/prometheus", null).body();
        assertThat(scraped)
                .containsPattern("(?m)^pledgeline_rows_imported_total [1-9]")
                .containsPattern("(?m)^pledgeline_rows_failed_total [1-9]")
                .containsPattern("(?m)^pledgeline_chunk_duration_seconds_count [1-9]")
                .containsPattern("(?m)^pledgeline_upload_bytes_total [1-9]")
                .contains(
                        "pledgeline_queue_depth",
                        "pledgeline_queue_lag",
                        "pledgeline_queue_pending",
                        "pledgeline_queue_oldest_age_seconds",
                        "pledgeline_queue_dead");
    }

    @Test
    void readinessLeavesRedisOut() throws Exception {
        assertThat(health.healthForPath("readiness"))
                .isInstanceOfSatisfying(
                        CompositeHealth.class,
                        readiness ->
                                assertThat(readiness.getComponents()).containsOnlyKeys("readinessState", "db", "s3"));
        assertThat(health.healthForPath("redis").getStatus().getCode()).isEqualTo("UP");
        for (String path : new String[] {"", "/liveness", "/readiness"}) {
            assertThat(call(null, "GET", "/actuator/health" + path, null).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }
}
