package io.pledgeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.pledgeline.environment.Roles;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import software.amazon.awssdk.services.s3.S3Client;

@SpringBootTest(properties = "PLEDGELINE_ROLES=worker")
@WithRealServices
class ApplicationTest {

    @Autowired
    CamelContext camel;

    @Autowired
    S3Client s3;

    @Autowired
    HikariDataSource pool;

    @Autowired
    JdbcTemplate database;

    @Autowired
    Roles roles;

    @Autowired
    HealthEndpoint health;

    @Test
    void startsOnRealServices() {
        assertThat(camel.isStarted()).isTrue();
        assertThat(health.healthForPath("db").getStatus()).isEqualTo(Status.UP);
        assertThat(health.healthForPath("s3").getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void routesUseTheS3ClientOfTheApplication() {
        AWS2S3Component component = camel.getComponent("aws2-s3", AWS2S3Component.class);

        assertThat(component.getConfiguration().getAmazonS3Client()).isSameAs(s3);
    }

    @Test
    void rolesAreKnownToBeansAndRoutes() {
        assertThat(roles).isEqualTo(new Roles(false, true));
        assertThat(camel.resolvePropertyPlaceholders("{{roles.web}} {{roles.worker}}"))
                .isEqualTo("false true");
    }

    @Test
    void sessionsAreLimited() {
        assertThat(pool.getMaximumPoolSize()).isEqualTo(10);
        assertThat(pool.getDataSourceProperties()).containsEntry("logServerErrorDetail", "false");
        Map.of(
                        "application_name", "pledgeline",
                        "idle_in_transaction_session_timeout", "20s",
                        "lock_timeout", "20s",
                        "statement_timeout", "2min",
                        "TimeZone", "UTC")
                .forEach((name, value) -> assertThat(database.queryForObject("SHOW " + name, String.class))
                        .isEqualTo(value));
    }
}
