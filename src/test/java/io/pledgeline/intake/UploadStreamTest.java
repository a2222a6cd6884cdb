package io.pledgeline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pledgeline.WithRealServices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Bytes go on to the object store while they arrive; what does not arrive whole is undone. */
@WithRealServices
class UploadStreamTest extends RunningIntake {

    private static final String CHUNKED = "Content-Type: text/csv\nTransfer-Encoding: chunked\n";
    private static final byte[] NOTHING = new byte[0];

    @Autowired
    CamelContext camel;

    private final ScheduledExecutorService writers = Executors.newScheduledThreadPool(8);

    @AfterEach
    void stopWriting() {
        writers.shutdownNow();
    }

    @Test
    void theFirstPartIsStoredWhileTheRestHasNotBeenSent() throws Exception {
        byte[] file = csv(2 * PART);
        RawRequest request = begin("POST", upload(""), "Content-Type: text/csv\nContent-Length: " + file.length + "\n");
        request.send(csv(PART + 100));
        await().atMost(SOON).until(() -> storedParts() == 1);
        assertThat(request.isAnswered()).isFalse();
        request.send(new String(file, StandardCharsets.UTF_8).substring(PART + 100));
        assertWhole(request.answer(), file);
    }

    @Test
    void theFirstPartOfAChunkedBodyIsStoredWhileTheRestHasNotBeenSent() throws Exception {
        RawRequest request = begin("POST", upload(""), CHUNKED).chunk(csv(PART)).chunk(csv(100));
        await().atMost(SOON).until(() -> storedParts() == 1);
        assertThat(request.isAnswered()).isFalse();
        assertWhole(request.chunk(NOTHING).answer(), join(csv(PART), csv(100)));
    }

    @Test
    void anUploadThatTricklesForFortySecondsIsNotTakenForAbandoned() throws Exception {
        RawRequest slow = begin("POST", upload(""), CHUNKED);
        AtomicInteger pieces = new AtomicInteger();
        ScheduledFuture<?> trickle = writers.scheduleAtFixedRate(
                () -> {
                    try {
                        slow.chunk(csv(24));
                        pieces.incrementAndGet();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                },
                0,
                1,
                TimeUnit.SECONDS);
        await().pollInterval(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    runUpkeep();
                    assertThat(trickle.isDone()).isFalse();
                    return pieces.get() > 40;
                });
        trickle.cancel(false);
        assertWhole(slow.chunk(NOTHING).answer(), csv(24 * pieces.get()));
    }

    @Test
    void uploadsThatShareOneBufferWaitInFilesOfWhichNoneStays() throws Exception {
        List<RawRequest> uploads = new ArrayList<>();
        byte[] file = csv(PART + 500_000);
        for (int i = 0; i < 4; i++) {
            uploads.add(begin("POST", upload(""), CHUNKED).chunk(csv(480_000)));
        }
        await().atMost(SOON).until(() -> spooled() >= 3);
        List<Future<RawRequest.Answer>> answers = new ArrayList<>();
        for (RawRequest each : uploads) {
            answers.add(writers.submit(
                    () -> each.chunk(csv(PART + 20_000)).chunk(NOTHING).answer()));
        }
        for (Future<RawRequest.Answer> answer : answers) {
            assertWhole(answer.get(30, TimeUnit.SECONDS), file);
        }
        await().atMost(SOON).until(() -> spooled() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 9000000\n", "Transfer-Encoding: chunked\n"})
    void aClientThatDisappearsLeavesNothing(String length) throws Exception {
        for (int sent : new int[] {10, PART + 1000}) {
            for (boolean reset : new boolean[] {true, false}) {
                RawRequest request = begin("POST", upload(""), "Content-Type: text/csv\n" + length);
                if (length.startsWith("T")) {
                    request.chunk(csv(sent));
                } else {
                    request.send(csv(sent));
                }
                await().atMost(SOON).until(() -> sent < PART ? !workbooks().isEmpty() : storedParts() == 1);
                if (reset) {
                    request.reset();
                } else {
                    request.close();
                }
                assertNothingIsLeft();
            }
        }
        assertThat(spooled()).isZero();
    }

    @Test
    void aFormCutInTheMiddleLeavesNothing() throws Exception {
        byte[] form = form("b", "name=\"file\"; filename=\"a.csv\"", csv(1000));
        RawRequest request =
                begin("POST", upload(""), "Content-Type: multipart/form-data; boundary=b\nContent-Length: 5000\n");
        request.send(form, 0, 500);
        await().atMost(SOON).until(() -> !workbooks().isEmpty());
        request.reset();
        assertNothingIsLeft();
    }

    @Test
    void aClientThatStopsSendingButListensIsNotToldThatAllIsWell() throws Exception {
        RawRequest ended = begin("POST", upload(""), "Content-Type: text/csv\nContent-Length: 5000\n");
        assertNotAccepted(ended.send(csv(100)).end());
        RawRequest idle = begin("POST", upload(""), "Content-Type: text/csv\nContent-Length: 5000\n");
        assertNotAccepted(idle.send(csv(100)));
        assertNothingIsLeft();
    }

    @Test
    void anUploadWhoseProcessDiedIsUndoneAndOneThatGoesOnIsNot() throws Exception {
        post("", "Content-Type: text/csv\n", csv(100));
        String received = workbooks().get(0);
        String lost = abandoned(bucket, "- interval '1 s'");
        String elsewhere = abandoned("gone-" + UUID.randomUUID(), "- interval '1 s'");
        String alive = abandoned(bucket, "+ interval '1 h'");

        runUpkeep();

        await().atMost(SOON)
                .until(() -> !workbooks().contains(lost) && !workbooks().contains(elsewhere));
        assertThat(workbooks()).containsExactlyInAnyOrder(received, alive);
        assertThat(orphans()).isEmpty();
        assertThat(stored(received)).isEqualTo(csv(100));
        assertThat(stored(alive)).hasSize(3);
        assertThat(openMultipartUploads())
                .extracting(MultipartUpload::key)
                .contains("pledgeline/" + alive)
                .doesNotContain("pledgeline/" + lost);
        database.sql("UPDATE workbooks SET lease_until = now() WHERE id = ?::uuid")
                .param(alive)
                .update();
        runUpkeep();
        await().atMost(SOON).until(() -> !workbooks().contains(alive));
    }

    @Test
    void anUploadThatUpkeepGaveUpIsNotAccepted() throws Exception {
        RawRequest request = begin("POST", upload(""), CHUNKED).chunk(csv(100));
        await().atMost(SOON).until(() -> !workbooks().isEmpty());
        database.sql("UPDATE workbooks SET lease_until = now() WHERE id = ?::uuid")
                .param(workbooks().get(0))
                .update();
        runUpkeep();
        await().atMost(SOON).until(() -> workbooks().isEmpty());
        assertProblem(request.chunk(NOTHING).answer(), 503, "STORAGE_UNAVAILABLE");
        assertNothingIsLeft();
    }

    @Test
    void manySlowUploadsLeaveTheApiFree() throws Exception {
        List<RawRequest> slow = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            slow.add(begin("POST", upload(""), CHUNKED).chunk(csv(24)));
        }
        await().pollInterval(Duration.ofSeconds(1)).atMost(SOON).until(() -> {
            // Slow, not standing still: the idle time-out would end those that began first.
            for (RawRequest each : slow) {
                each.chunk(csv(1));
            }
            return workbooks().size() == 200;
        });
        assertThat(begin("GET", "/api/jobs", "").answer().status()).isEqualTo(200);
        // It did not wait for one of them to end.
        assertThat(workbooks()).hasSize(200);
        assertThat(post("", "Content-Type: text/csv\n", csv(100)).status()).isEqualTo(202);
        slow.add(begin("POST", upload(""), CHUNKED).chunk(csv(24)));
        await().atMost(SOON).until(() -> workbooks().size() == 202);
        RawRequest.Answer oneTooMany = post("", "Content-Type: text/csv\n", csv(100));
        assertProblem(oneTooMany, 429, "TOO_MANY_UPLOADS");
        assertThat(oneTooMany.headers()).containsKey("Retry-After");
        for (RawRequest each : slow) {
            each.reset();
        }
        await().atMost(SOON).until(() -> workbooks().size() == 1);
        assertThat(spooled()).isZero();
    }

    /** A workbook that is being received, with an object and a part, as of a process that is no more. */
    private String abandoned(String in, String lease) {
        String id = UUID.randomUUID().toString();
        String key = "pledgeline/" + id;
        database.sql("INSERT INTO campaigns (merchant_id, slug, name) SELECT id, ?, 'x' FROM merchants"
                        + " WHERE slug = 'default' ON CONFLICT DO NOTHING")
                .param(campaign)
                .update();
        database.sql("INSERT INTO workbooks (id, merchant_id, campaign_id, filename, bucket, object_key, lease_until)"
                        + " SELECT ?::uuid, merchant_id, id, 'a.csv', ?, ?, clock_timestamp() " + lease
                        + " FROM campaigns WHERE slug = ?")
                .params(id, in, key, campaign)
                .update();
        if (in.equals(bucket)) {
            String upload = s3.createMultipartUpload(
                            request -> request.bucket(in).key(key))
                    .uploadId();
            s3.uploadPart(
                    request -> request.bucket(in).key(key).uploadId(upload).partNumber(1),
                    RequestBody.fromString("a part"));
            s3.putObject(request -> request.bucket(in).key(key), RequestBody.fromString("a,b"));
        }
        return id;
    }

    /** Its timer fires one second after it starts. */
    private void runUpkeep() throws Exception {
        camel.getRouteController().stopRoute("upkeep-receiving");
        camel.getRouteController().startRoute("upkeep-receiving");
    }

    private long storedParts() {
        return openMultipartUploads().stream()
                .filter(open -> workbooks().stream().anyMatch(id -> open.key().endsWith(id)))
                .mapToLong(open -> s3.listParts(request ->
                                request.bucket(bucket).key(open.key()).uploadId(open.uploadId()))
                        .parts()
                        .size())
                .sum();
    }

    private static int spooled() throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "pledgeline-part-*")) {
            List<Path> found = new ArrayList<>();
            files.forEach(found::add);
            return found.size();
        }
    }

    private void assertWhole(RawRequest.Answer answer, byte[] file) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(stored(answer.json().get("workbookId").asText())).isEqualTo(file);
    }

    private static void assertNotAccepted(RawRequest request) throws IOException {
        try {
            assertThat(request.answer().status()).isBetween(400, 499);
        } catch (java.io.EOFException closed) {
            assertThat(closed).hasMessageContaining("closed the connection");
        }
    }
}
