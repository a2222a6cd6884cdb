package io.pledgeline.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.RealServices;
import io.pledgeline.intake.RawRequest;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import io.pledgeline.load.Imports.Campaign;
import io.pledgeline.servers.ApplicationProcess;
import io.pledgeline.servers.Ports;
import io.pledgeline.servers.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The application in a JVM of its own, told to stop in the middle of everything. */
class StoppedApplicationTest {

    private static final String KEY = "Authorization: Bearer " + RealServices.API_KEY + "\n";
    private static final int PART = 5 << 20;

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>(Map.of(
            "STOP_DEADLINE", "12s",
            "STOP_RESERVE", "8s",
            "STORAGE_PARTSIZE", "5MB",
            "SPLIT_CHUNK_ROWS", "100",
            "UPKEEP_RENEW_PERIOD", "1s"));

    @Test
    @Timeout(180)
    void aStopEndsOrHandsBackWhatIsInFlightAndLeavesNothingThatOthersWouldWaitFor() throws Exception {
        try (RedisServer redis = new RedisServer(directory, Ports.free(), false)) {
            redis.start();
            environment.putAll(RealServices.shared().environment(redis));
            try (ApplicationProcess process =
                    ApplicationProcess.start(environment, Path.of("target", "stopped-application.log"))) {
                stop(process);
            }
        }
    }

    private void stop(ApplicationProcess process) throws Exception {
        JdbcTemplate database = new JdbcTemplate(new DriverManagerDataSource(environment
                .get("DATABASE_URL")
                .replaceFirst("postgres(ql)?://([^:@]+)(:[^@]*)?@(.*)", "jdbc:postgresql://$4?user=$2")));
        Imports imports = new Imports(process::port, database);
        Campaign campaign = Imports.operatorsCampaign();
        try (Connection gate = database.getDataSource().getConnection()) {
            gate.createStatement().execute("SELECT pg_advisory_lock(4711)");
            database.execute(
                    "CREATE FUNCTION stand() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(4711); RETURN NULL; END $$");
            database.execute("CREATE TRIGGER stand BEFORE INSERT ON backers EXECUTE FUNCTION stand()");
            UUID loading = imports.upload(campaign, Export.of(1, 300));
            imports.until(() -> processing(imports, loading) == 3);
            database.execute(
                    "CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.5); RETURN NEW; END $$");
            database.execute(
                    "CREATE TRIGGER linger BEFORE INSERT ON csv_upload_chunks FOR EACH ROW EXECUTE FUNCTION linger()");
            UUID splitting = imports.upload(campaign, Export.of(1, 3000));
            imports.until(() -> chunks(imports, splitting) >= 2);
            RawRequest slow = new RawRequest(
                    process.port(),
                    "POST /api/workbooks/upload HTTP/1.1\nHost: localhost\n" + KEY
                            + "Content-Type: text/csv\nContent-Length: " + 4 * PART + "\n");
            slow.send("cell,cell\n".repeat(PART / 8).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            imports.until(() -> imports.number(
                            "SELECT count(*) FROM workbooks WHERE status = 'RECEIVING' AND multipart_id IS NOT NULL")
                    == 1);
            RawRequest events = new RawRequest(
                    process.port(), "GET /api/jobs/" + loading + "/events HTTP/1.1\nHost: localhost\n" + KEY);
            imports.until(events::isAnswered);

            long start = System.nanoTime();
            process.terminate();

            imports.until(() -> !process.isReady());
            assertRefused(process);
            assertThat(events.answer().body()).contains("event:progress");
            RawRequest.Answer refusal = slow.answer();
            assertThat(refusal.status()).as(refusal.body()).isEqualTo(503);
            assertThat(refusal.code()).isEqualTo("UNAVAILABLE");
            assertThat(refusal.headers()).containsKey("Retry-After");
            assertThat(process.awaitEnd(Duration.ofSeconds(30))).isIn(0, 143);
            System.out.printf("Stopped after %.1f s of 12%n", (System.nanoTime() - start) / 1e9);

            assertThat(processing(imports, loading)).isZero();
            assertThat(imports.number(
                            "SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ? AND status = 'PENDING'"
                                    + " AND attempts = 0 AND lease_until IS NULL AND queued_at IS NULL",
                            loading))
                    .isEqualTo(3);
            assertThat(chunks(imports, splitting)).isBetween(2, 20);
            assertThat(imports.number(
                            "SELECT count(*) FROM csv_uploads WHERE split_lease IS NOT NULL OR split_attempts > 0"))
                    .isZero();
            assertThat(imports.number("SELECT count(*) FROM workbooks WHERE status = 'RECEIVING'"))
                    .isZero();
            assertThat(imports.number("SELECT count(*) FROM jobs")).isEqualTo(2);
            assertNoPartsAreLeft();
        }
    }

    private static void assertRefused(ApplicationProcess process) throws IOException {
        try (RawRequest request = new RawRequest(process.port(), "GET /api/jobs HTTP/1.1\nHost: localhost\n" + KEY)) {
            RawRequest.Answer answer = request.answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("UNAVAILABLE");
        }
    }

    private void assertNoPartsAreLeft() {
        try (S3Client s3 = S3Client.builder()
                .endpointOverride(URI.create(environment.get("S3_ENDPOINT")))
                .region(Region.of(environment.get("S3_REGION")))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        environment.get("AWS_ACCESS_KEY_ID"), environment.get("AWS_SECRET_ACCESS_KEY"))))
                .build()) {
            assertThat(s3.listMultipartUploads(request -> request.bucket(environment.get("S3_BUCKET")))
                            .uploads())
                    .isEmpty();
            assertThat(s3.listObjectsV2(request -> request.bucket(environment.get("S3_BUCKET")))
                            .contents())
                    .hasSize(2);
        }
    }

    private static int processing(Imports imports, UUID job) {
        return imports.number(
                "SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ? AND status = 'PROCESSING'", job);
    }

    private static int chunks(Imports imports, UUID job) {
        return imports.number("SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ?", job);
    }
}
