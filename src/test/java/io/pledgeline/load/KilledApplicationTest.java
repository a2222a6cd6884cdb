package io.pledgeline.load;

import static io.pledgeline.load.Imports.records;
import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.RealServices;
import io.pledgeline.load.Imports.Campaign;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The application in a JVM of its own, killed in the middle of an import. */
class KilledApplicationTest {

    private static final int ROWS = 20_000;

    @TempDir
    Path directory;

    private final RealServices services = RealServices.durable();
    private final String url = services.createDatabase("killed");
    private int port;
    private Process process;

    @Test
    @Timeout(value = 240, unit = TimeUnit.SECONDS)
    void anImportSurvivesKilledProcessesAndAnEmptiedQueue() throws Exception {
        start();
        JdbcTemplate database = new JdbcTemplate(new DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:" + services.postgres().port() + "/killed?user=pledgeline"));
        Imports imports = new Imports(() -> port, database);
        Campaign campaign = Imports.operatorsCampaign();
        UUID job = imports.upload(campaign, Export.of(1, ROWS));
        imports.until(() -> completed(imports, job) >= 10);
        kill();
        int first = completed(imports, job);
        assertThat(imports.document(job).get("status").asText()).isEqualTo("PROCESSING");

        start();
        imports.until(() -> completed(imports, job) >= first + 10);
        kill();
        assertThat(imports.document(job).get("status").asText()).isEqualTo("PROCESSING");
        services.redis().flushAll();

        start();
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

    private void start() throws IOException {
        port = freePort();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.pledgeline.Application"));
        Map<String, String> environment = builder.environment();
        environment.putAll(services.environment(url));
        environment.putAll(Map.of(
                "SERVER_PORT", Integer.toString(port),
                "SPLIT_CHUNK_ROWS", "200",
                "SPLIT_LEASE", "3s",
                "LOAD_LEASE", "3s",
                "UPKEEP_RENEW_PERIOD", "1s",
                "UPKEEP_STALE", "2s",
                "UPKEEP_SWEEP_PERIOD", "1s"));
        File log = directory.resolve("application.log").toFile();
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> {
            assertThat(process.isAlive()).isTrue();
            return answers();
        });
    }

    private boolean answers() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/actuator/health/readiness"))
                .build();
        return HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode()
                == 200;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @AfterEach
    void killLast() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
