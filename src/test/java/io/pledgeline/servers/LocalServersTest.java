package io.pledgeline.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalServersTest {

    @TempDir
    Path directory;

    private LocalProcess local;

    @BeforeEach
    void chooseFreePorts() {
        local = new LocalProcess(directory);
    }

    @AfterEach
    void leaveNothingRunning() throws Exception {
        local.close();
    }

    @Test
    void dataOutlivesAKilledProcessAndASecondStartHarmsNothing() throws Exception {
        Process first = local.start("--servers-only");
        PostgresServer postgres = local.postgres();
        RedisServer redis = local.redis();
        execute(postgres, "CREATE TABLE kept AS SELECT 42 AS answer");
        redis.command("SET kept 42");

        assertThatThrownBy(() -> LocalServers.start(local.environment()))
                .isInstanceOf(LocalServers.CannotStart.class)
                .hasMessageContaining("already runs", "process " + first.pid(), "LOCAL_DIR");
        assertThat(postgres.isRunning()).isTrue();

        local.kill();
        assertThat(postgres.isRunning()).isTrue();
        assertThat(redis.isRunning()).isTrue();

        try (LocalServers second = LocalServers.start(local.environment())) {
            assertThat(query(second.servers().postgres(), "SELECT answer FROM kept"))
                    .isEqualTo("42");
            assertThat(query(second.servers().postgres(), "SHOW fsync")).isEqualTo("on");
            assertThat(query(second.servers().postgres(), "SHOW synchronous_commit"))
                    .isEqualTo("on");
            assertThat(second.servers().redis().command("STRLEN kept")).isEqualTo(":2");
            assertThat(Files.isDirectory(
                            directory.resolve("s3").resolve(second.servers().bucket())))
                    .isTrue();
        }
        assertThat(postgres.isRunning()).isFalse();
        assertThat(redis.isRunning()).isFalse();
    }

    @Test
    void aTerminatedProcessEndsItsServers() throws Exception {
        Process process = local.start("--servers-only");
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(directory.resolve("postgres").resolve("postmaster.pid")).doesNotExist();
        assertThat(directory.resolve("redis").resolve("redis.pid")).doesNotExist();
    }

    @Test
    void aPortThatIsTakenIsNamedWithTheVariableThatChangesIt() throws Exception {
        for (String variable : List.of("SERVER_PORT", "LOCAL_POSTGRES_PORT", "LOCAL_REDIS_PORT", "LOCAL_S3_PORT")) {
            int port = local.port(variable);
            try (var foreign = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                assertThatThrownBy(() -> LocalServers.start(local.environment()))
                        .isInstanceOf(LocalServers.CannotStart.class)
                        .hasMessageContaining("port " + port, variable + "=");
                assertThat(foreign.isClosed()).isFalse();
            }
        }
    }

    @Test
    void aPidFileThatNamesAnotherProgramIsNobodysOrder() throws Exception {
        Process foreign = new ProcessBuilder("sleep", "60").start();
        try {
            Path pidFile =
                    Files.createDirectories(directory.resolve("postgres")).resolve("postmaster.pid");
            Files.writeString(pidFile, foreign.pid() + "\n" + pidFile.getParent() + "\n");
            Files.writeString(
                    Files.createDirectories(directory.resolve("redis")).resolve("redis.pid"), foreign.pid() + "\n");

            Servers.in(directory, 1, 1, 1, true).endLeftOver();

            assertThat(foreign.isAlive()).isTrue();
            assertThat(pidFile).doesNotExist();
        } finally {
            foreign.destroyForcibly();
        }
    }

    private static void execute(PostgresServer postgres, String sql) throws Exception {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(PostgresServer postgres, String sql) throws Exception {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
