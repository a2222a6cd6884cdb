package io.pledgeline.intake.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.RealServices;
import io.pledgeline.erase.RunningErasures;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import io.pledgeline.servers.SqsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** An object that is put into the bucket with an S3 client, and announced by every path. */
@TestPropertySource(
        properties = {
            "s3-events.topics=" + SnsTopic.ARN,
            "s3-events.secret=" + AnnouncedImportTest.SECRET + ",bound-secret-of-one=bound-merchant",
            "s3-events.poll=1h",
            "s3-events.visibility=1",
            "s3-events.max-receives=3"
        })
@Import(AnnouncedImportTest.Sns.class)
class AnnouncedImportTest extends RunningErasures {

    static final String SECRET = "synthetic-secret-0123";
    private static final SqsServer SQS = SqsServer.start();
    private static final String QUEUE = SQS.createQueue("announced");

    @Autowired
    SqsClient sqs;

    @Autowired
    SnsTopic topic;

    private final HttpClient client = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void queue(DynamicPropertyRegistry properties) {
        properties.add("s3-events.queue", () -> QUEUE);
    }

    @TestConfiguration
    static class Sns {
        @Bean
        @Primary
        SnsTopic topic() {
            return new SnsTopic("sns.amazonaws.com");
        }
    }

    /** Puts a file below the merchant's slug, which is that of the campaign. */
    private String put(String name, byte[] bytes, Map<String, String> metadata) {
        String key = campaign.slug() + "/" + campaign.slug() + "/" + name;
        s3.putObject(request -> request.bucket(bucket).key(key).metadata(metadata), RequestBody.fromBytes(bytes));
        return key;
    }

    private String put(String name, Export export) {
        return put(name, export.bytes(), Map.of());
    }

    private String event(String in, String key) {
        return """
                {"Records": [{"eventSource": "aws:s3", "eventName": "ObjectCreated:Put",
                 "s3": {"bucket": {"name": "%s"}, "object": {"key": "%s", "size": 1}}}]}""".formatted(in, URLEncoder.encode(key, StandardCharsets.UTF_8));
    }

    private String event(String key) {
        return event(bucket, key);
    }

    private HttpResponse<String> post(String body, String... headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + port + "/api/s3/events"))
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private int webhook(String body) {
        return post(body, "Authorization", "Bearer " + SECRET).statusCode();
    }

    private void announce(String body) {
        HttpResponse<String> answer = post(body, "Authorization", "Bearer " + SECRET);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private int notification(String body) {
        return post(topic.notification(body)).statusCode();
    }

    private int send(String body) {
        sqs.sendMessage(request -> request.queueUrl(QUEUE).messageBody(body));
        return 200;
    }

    private int poll() {
        producer.sendBody("direct:intake-poll", "");
        return 200;
    }

    private List<UUID> jobs() {
        return database.queryForList(
                "SELECT j.id FROM jobs j JOIN merchants m ON m.id = j.merchant_id WHERE m.slug = ? AND j.kind = 'IMPORT' ORDER BY 1",
                UUID.class,
                campaign.slug());
    }

    /** The document of the only import, once it has ended. */
    private JsonNode only() {
        imports.until(() -> !jobs().isEmpty());
        UUID job = jobs().get(0);
        JsonNode document = imports.end(job);
        assertThat(jobs()).containsExactly(job);
        return document;
    }

    private void untilTheQueueIsEmpty() {
        imports.until(() -> sqs
                .getQueueAttributes(request -> request.queueUrl(QUEUE)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .allMatch("0"::equals));
    }

    @Test
    void anObjectIsImportedOnceWhenAllPathsAnnounceItAtOnceAndTwice() throws Exception {
        String key = put("two words ä.csv", Export.of(1, 150));
        ExecutorService callers = Executors.newFixedThreadPool(8);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            for (Callable<Integer> path : List.<Callable<Integer>>of(
                    () -> webhook(event(key)),
                    () -> notification(event(key)),
                    () -> send(topic.notification(event(key))),
                    this::poll)) {
                answers.add(callers.submit(path));
            }
        }
        for (Future<Integer> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(200);
        }
        callers.shutdown();
        untilTheQueueIsEmpty();
        JsonNode document = only();
        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(document.at("/workbook/filename").asText()).isEqualTo("two words ä.csv");
        assertThat(Imports.rows(document)).isEqualTo("150/0/0 of 150");
        assertThat(imports.records(campaign).get("backers")).isEqualTo(150);
        assertThat(webhook(event(key)) + poll()).isEqualTo(400);
        assertThat(jobs()).hasSize(1);
    }

    @Test
    void eachPathAloneImports() {
        List<String> names = List.of("webhook.csv", "topic.csv", "queue.csv", "poll.csv");
        for (int i = 0; i < names.size(); i++) {
            int before = jobs().size();
            String key = put(names.get(i), Export.of(10 * i + 1, 10 * i + 10));
            switch (names.get(i)) {
                case "webhook.csv" -> announce(event(key));
                case "topic.csv" -> notification(event(key));
                case "queue.csv" -> send(event(key));
                default -> poll();
            }
            imports.until(() -> jobs().size() == before + 1);
        }
        jobs().forEach(imports::end);
        assertThat(imports.records(campaign).get("backers")).isEqualTo(40);
    }

    @Test
    void whatIsNobodysIsRefusedAndWhatIsOursIgnored() {
        String key = put("a.csv", Export.of(1, 5));
        for (String refused : List.of(
                event("other-bucket", key),
                event("nobody-" + UUID.randomUUID() + "/c/a.csv"),
                event("pledgeline/" + UUID.randomUUID() + "/a"),
                event(campaign.slug() + "/c/"),
                event("no-folder.csv"))) {
            assertThat(webhook(refused)).isEqualTo(200);
        }
        assertThat(post(event(key), "X-Pledgeline-Secret", "bound-secret-of-one")
                        .statusCode())
                .isEqualTo(200);
        assertThat(jobs()).isEmpty();
    }

    @Test
    void whatCannotBeImportedEndsInAFailedJobWithACodeOnce() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
        Map<String, String> keys = Map.of(
                put("empty.csv", new byte[0], Map.of()),
                "EMPTY_FILE",
                put("image.csv", png, Map.of()),
                "UNSUPPORTED_TYPE",
                put("mode.csv", Export.of(1, 2).bytes(), Map.of("pledgeline-mode", "sideways")),
                "INVALID_PARAMETER",
                put("word.csv", Export.of(1, 2).bytes(), Map.of("pledgeline-colour", "red")),
                "INVALID_PARAMETER",
                campaign.slug() + "/" + campaign.slug() + "/gone.csv",
                "OBJECT_NOT_FOUND");
        for (int i = 0; i < 2; i++) {
            keys.keySet().forEach(key -> assertThat(webhook(event(key))).isEqualTo(200));
        }
        poll();
        assertThat(jobs()).hasSize(5);
        jobs().forEach(job -> {
            JsonNode document = imports.end(job);
            assertThat(document.get("status").asText()).isEqualTo("FAILED");
            assertThat(document.at("/progress/percent").asInt()).isZero();
            String key = campaign.slug() + "/" + campaign.slug() + "/"
                    + document.at("/workbook/filename").asText();
            assertThat(document.at("/error/code").asText()).isEqualTo(keys.get(key));
            assertThat(call(campaign, "POST", "/api/jobs/" + job + "/retry", "").statusCode())
                    .isEqualTo(409);
        });
    }

    @Test
    void anObjectThatComesBackIsImportedAfterItWasNotFound() {
        String key = campaign.slug() + "/" + campaign.slug() + "/late.csv";
        announce(event(key));
        imports.end(jobs().get(0));
        put("late.csv", Export.of(1, 5));
        announce(event(key));
        assertThat(jobs()).hasSize(2);
        assertThat(imports.end(jobs().get(1)).get("status").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void itsMetadataSaysHowItIsImported() {
        String key = put(
                "a.csv",
                Export.of(1, 5).bytes(),
                Map.of(
                        "pledgeline-campaign", "other-" + campaign.slug(),
                        "pledgeline-mode", "insert",
                        "pledgeline-on-error", "block",
                        "pledgeline-max-errors", "5%",
                        "pledgeline-filename", "named.csv"));
        announce(event(key));
        JsonNode document = only();
        assertThat(document.get("campaign").asText()).isEqualTo("other-" + campaign.slug());
        assertThat(document.at("/workbook/filename").asText()).isEqualTo("named.csv");
        assertThat(database.queryForMap("SELECT mode, on_error FROM csv_uploads WHERE id = ?", jobs().get(0)))
                .containsEntry("mode", "insert")
                .containsEntry("on_error", "block");
    }

    @Test
    void aKeyIsNeverEvaluated() {
        String key = put("${exchangeId}-{{split.consumers}}.csv", Export.of(1, 5));
        announce(event(key));
        assertThat(only().at("/progress/rowsTotal").asInt()).isEqualTo(5);
    }

    @Test
    void anObjectThatIsOverwrittenWhileItIsReadFailsInsteadOfMixing() throws Exception {
        gate("csv_upload_chunks");
        String key = put("a.csv", Export.of(1, 2000));
        try (Connection gate = closedGate()) {
            announce(event(key));
            untilSomebodyWaits();
            put("a.csv", Export.of(5001, 7000));
            open(gate);
        }
        JsonNode document = only();
        assertThat(document.at("/error/code").asText()).as(document.toString()).isEqualTo("OBJECT_CHANGED");
        announce(event(key));
        imports.until(() -> jobs().size() == 2);
        assertThat(Imports.rows(imports.end(jobs().get(1)))).isEqualTo("2000/0/0 of 2000");
    }

    @Test
    void anErasureRemovesTheObjectAndWhatIsAnnouncedAfterwardsIsNotImportedAgain() {
        String key = put("a.csv", Export.of(1, 10));
        String newer = put("b.csv", Export.of(11, 20));
        announce(event(key));
        announce(event(newer));
        jobs().forEach(imports::end);
        String etag = s3.headObject(request -> request.bucket(bucket).key(key)).eTag();
        put("b.csv", Export.of(31, 40));
        erase("backer3@example.org");
        erase("backer13@example.org");
        assertThat(keys(campaign.slug() + "/")).containsExactly(newer);
        String again = event(key).replace("\"size\"", "\"eTag\": " + etag + ", \"size\"");
        assertThat(webhook(again)).isEqualTo(200);
        assertThat(webhook(again.replace("ObjectCreated:Put", "ObjectRemoved:Delete")))
                .isEqualTo(200);
        assertThat(jobs()).hasSize(2);
        poll();
        assertThat(jobs()).hasSize(3);
        imports.end(jobs().get(2));
    }

    @Test
    void whatCouldNotBeReadIsLookedAtAgainAfterAnHour() {
        String key = put("a.csv", Export.of(1, 10));
        String etag = s3.headObject(request -> request.bucket(bucket).key(key)).eTag();
        s3.deleteObject(request -> request.bucket(bucket).key(key));
        announce(event(key).replace("\"size\"", "\"eTag\": " + etag + ", \"size\""));
        assertThat(only().at("/error/code").asText()).isEqualTo("OBJECT_NOT_FOUND");
        poll();
        put("a.csv", Export.of(1, 10));
        poll();
        assertThat(jobs()).hasSize(1);
        database.update("UPDATE workbooks SET received_at = received_at - interval '61 min' WHERE object_key = ?", key);
        poll();
        assertThat(jobs()).hasSize(2);
        assertThat(Imports.rows(imports.end(jobs().get(1)))).isEqualTo("10/0/0 of 10");
        poll();
        assertThat(jobs()).hasSize(2);
    }

    private List<String> keys(String prefix) {
        return s3.listObjectsV2(request -> request.bucket(bucket).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    @Test
    void whatComesOutOfAnArchiveIsNotAnnouncedInItsTurn() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(Export.of(1, 20).bytes());
        }
        String key = put("a.csv.gz", packed.toByteArray(), Map.of());
        announce(event(key));
        assertThat(Imports.rows(only())).isEqualTo("20/0/0 of 20");
        poll();
        assertThat(jobs()).hasSize(1);
        assertThat(keys(campaign.slug() + "/")).containsExactly(key);
        UUID workbook = database.queryForObject("SELECT target FROM jobs WHERE id = ?", UUID.class, jobs().get(0));
        assertThat(keys("pledgeline/announced/" + workbook)).hasSize(1);
    }

    @Test
    void pollingFindsWhatLiesBehindAThousandObjects() {
        for (int i = 0; i < 1005; i++) {
            String key = "a-nobody/c/%04d.csv".formatted(i);
            s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString("x"));
        }
        put("last.csv", Export.of(1, 5));
        poll();
        assertThat(Imports.rows(only())).isEqualTo("5/0/0 of 5");
        assertThat(imports.number("SELECT count(*) FROM bucket_polls")).isZero();
    }

    @Test
    void whoIsNotAllowedAnnouncesNothing() {
        String key = put("a.csv", Export.of(1, 5));
        assertThat(post(event(key)).statusCode()).isEqualTo(401);
        assertThat(post(event(key), "Authorization", "Bearer " + SECRET + "x").statusCode())
                .isEqualTo(401);
        assertThat(post(event(key), "Authorization", "Bearer " + RealServices.API_KEY)
                        .statusCode())
                .isEqualTo(401);
        assertThat(post(topic.notification(event(key)).replace("Put", "Copy")).statusCode())
                .isEqualTo(403);
        var other = topic.message("Notification", event(key)).put("TopicArn", SnsTopic.ARN + "-of-others");
        assertThat(post(topic.sign(other), "Authorization", "Bearer " + SECRET).statusCode())
                .isEqualTo(403);
        assertThat(webhook("nonsense")).isEqualTo(400);
        assertThat(webhook("{}")).isEqualTo(400);
        assertThat(webhook("[\"" + "x".repeat(300_000) + "\"]")).isEqualTo(413);
        assertThat(jobs()).isEmpty();
    }

    @Test
    void onlyTheSubscriptionOfAnAllowedTopicIsConfirmed() {
        var asked = topic.message("SubscriptionConfirmation", "You have chosen …");
        String confirmation = asked.get("SubscribeURL").asText();
        assertThat(post(topic.sign(asked.put("TopicArn", SnsTopic.ARN + "x"))).statusCode())
                .isEqualTo(403);
        var elsewhere = topic.message("SubscriptionConfirmation", "…").put("SubscribeURL", "https://example.org/");
        assertThat(post(topic.sign(elsewhere)).statusCode()).isEqualTo(403);
        assertThat(topic.fetched).doesNotContain(URI.create(confirmation), URI.create("https://example.org/"));
        assertThat(post(topic.sign(topic.message("SubscriptionConfirmation", "…")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(topic.fetched).contains(URI.create(confirmation));
    }

    @Test
    void aStoreThatIsAwayIsAskedAgainByTheSource() {
        String key = put("a.csv", Export.of(1, 5));
        RealServices.shared().s3().close();
        try {
            assertThat(webhook(event(key))).isEqualTo(503);
            send(event(key));
            imports.until(() -> sqs.getQueueAttributes(request -> request.queueUrl(QUEUE)
                            .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                    .attributes()
                    .containsValue("1"));
        } finally {
            RealServices.shared().s3().start();
        }
        assertThat(Imports.rows(only())).isEqualTo("5/0/0 of 5");
        untilTheQueueIsEmpty();
        assertThat(jobs()).hasSize(1);
    }

    @Test
    void aMessageThatCanNeverBeReadIsDropped() {
        send("nonsense");
        send("{\"hello\": \"world\"}");
        untilTheQueueIsEmpty();
        assertThat(jobs()).isEmpty();
    }
}
