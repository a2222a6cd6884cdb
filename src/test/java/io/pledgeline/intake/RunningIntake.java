package io.pledgeline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.RealServices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The application with real servers, called over sockets; small parts, room for one of them, and a small limit. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "storage.part-size=5MB",
            "storage.buffer-budget=5MB",
            "intake.max-size=12MB",
            "intake.lease=8s",
            "intake.merchant-uploads=201",
            "upkeep.receiving.period=1h",
            "server.tomcat.connection-timeout=12s"
        })
abstract class RunningIntake {

    static final int PART = 5 << 20;
    static final String KEY = "Authorization: Bearer " + RealServices.API_KEY + "\n";
    static final Duration SOON = Duration.ofSeconds(20);

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient database;

    @Autowired
    S3Client s3;

    @Value("${storage.bucket}")
    String bucket;

    /** A campaign of this test's own, to find its traces by. */
    final String campaign = "t-" + UUID.randomUUID();

    private final List<RawRequest> requests = new ArrayList<>();

    private final Set<String> before = new HashSet<>();

    /** Other test classes share the object store, and leave objects whose workbooks they deleted. */
    @BeforeEach
    void rememberWhatOthersLeft() {
        before.addAll(keys());
    }

    @AfterEach
    void hangUp() throws IOException {
        for (RawRequest request : requests) {
            request.close();
        }
    }

    /** Sends the head of a request with the operator's key; more header lines end with {@code \n}. */
    RawRequest begin(String method, String path, String headers) throws IOException {
        return beginAs(KEY, method, path, headers);
    }

    RawRequest beginAs(String key, String method, String path, String headers) throws IOException {
        RawRequest request = new RawRequest(port, method + " " + path + " HTTP/1.1\nHost: localhost\n" + key + headers);
        requests.add(request);
        return request;
    }

    /** The path for an upload to this test's campaign; more of the query begins with {@code &}. */
    String upload(String query) {
        return "/api/workbooks/upload?campaign=" + campaign + query;
    }

    RawRequest.Answer post(String query, String headers, byte[] body) throws IOException {
        return begin("POST", upload(query), headers + "Content-Length: " + body.length + "\n")
                .send(body)
                .answer();
    }

    /** Text of this length, which looks like a CSV that no platform knows. */
    static byte[] csv(int length) {
        String line = "quite,ordinary,cells,42\n";
        return line.repeat(length / line.length() + 1).substring(0, length).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] form(String boundary, String disposition, byte[] file) {
        byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition
                        + "\r\nContent-Type: text/csv\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        return join(head, file, ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    }

    static byte[] join(byte[]... pieces) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    Map<String, Object> workbook(String id) {
        return database.sql("SELECT *, status::text AS state FROM workbooks WHERE id = ?::uuid")
                .param(id)
                .query()
                .singleRow();
    }

    /** Workbooks of this test's campaign, whatever their state. */
    List<String> workbooks() {
        return database.sql(
                        "SELECT w.id::text FROM workbooks w JOIN campaigns c ON c.id = w.campaign_id WHERE c.slug = ?")
                .param(campaign)
                .query(String.class)
                .list();
    }

    long jobs() {
        return database.sql("SELECT count(*) FROM jobs j JOIN campaigns c ON c.id = j.campaign_id WHERE c.slug = ?")
                .param(campaign)
                .query(Long.class)
                .single();
    }

    List<MultipartUpload> openMultipartUploads() {
        return s3.listMultipartUploads(request -> request.bucket(bucket)).uploads();
    }

    byte[] stored(String workbook) {
        Object key = workbook(workbook).get("object_key");
        return s3.getObjectAsBytes(request -> request.bucket(bucket).key(String.valueOf(key)))
                .asByteArray();
    }

    /** Objects and parts of uploads that came during this test and that no workbook knows of. */
    List<String> orphans() {
        List<String> keys = keys();
        keys.removeAll(before);
        keys.removeAll(database.sql("SELECT object_key FROM workbooks")
                .query(String.class)
                .list());
        return keys;
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix("pledgeline/")).contents().stream()
                .map(S3Object::key)
                .forEach(keys::add);
        openMultipartUploads().stream().map(MultipartUpload::key).forEach(keys::add);
        return keys;
    }

    void assertNothingIsLeft() {
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            assertThat(workbooks()).isEmpty();
            assertThat(orphans()).isEmpty();
        });
        assertThat(jobs()).isZero();
    }

    static void assertProblem(RawRequest.Answer answer, int status, String code) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().get("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
    }
}
