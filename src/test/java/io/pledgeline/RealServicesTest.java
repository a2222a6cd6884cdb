package io.pledgeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class RealServicesTest {

    private final RealServices services = RealServices.durable();

    @Test
    void whatWasCommittedOutlivesACrashOfPostgres() throws Exception {
        execute("CREATE TABLE crash_kept AS SELECT 42 AS answer");

        services.postgres().crash();
        assertThat(services.postgres().isRunning()).isFalse();
        services.postgres().start();

        assertThat(query("SELECT answer FROM crash_kept")).isEqualTo("42");
        execute("DROP TABLE crash_kept");
    }

    @Test
    void redisCanBeStoppedStartedAndEmptied() {
        services.redis().command("SET kept 42");

        services.redis().stop();
        assertThat(services.redis().isRunning()).isFalse();
        services.redis().start();
        assertThat(services.redis().command("STRLEN kept")).isEqualTo(":2");

        services.redis().flushAll();
        assertThat(services.redis().command("DBSIZE")).isEqualTo(":0");
    }

    @Test
    void eachFreshBucketIsAnother() {
        assertThat(services.freshBucket()).isNotEqualTo(services.freshBucket());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = services.postgres().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = services.postgres().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
