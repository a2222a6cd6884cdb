package io.pledgeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.http.RunningWeb;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The running application with synthetic imports of a merchant of each test's own; a hundred rows make a chunk. */
public abstract class RunningJobs extends RunningWeb {

    static final String HEADER = "Backer Id,Backer Name,Email,Shipping Country,Shipping Amount,Reward Minimum,"
            + "Pledge Amount,Pledged At,Rewards Sent?,Pledged Status,Notes\n";

    @Autowired
    JdbcClient database;

    private final HttpClient client = HttpClient.newHttpClient();

    protected String newKey() throws Exception {
        return tree(call(OPERATOR, "POST", "/api/merchants", "{\"name\":\"Jobs\"}"))
                .at("/key/key")
                .asText();
    }

    /** A good row. */
    static String row(int backer) {
        return row(backer, "b" + backer + "@example.org", "");
    }

    static String row(int backer, String email, String notes) {
        return backer + ",Backer " + backer + "," + email
                + ",SE,$10.00 USD,$25.00 USD,$35.00 USD,\"2014/05/01, 08:00\"," + "Sent,collected," + notes + "\n";
    }

    protected static String file(int rows) {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 1; i <= rows; i++) {
            text.append(row(i));
        }
        return text.toString();
    }

    protected String upload(String key, String query, String text) throws Exception {
        return upload(key, query, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Uploads a file and answers the id of its job. */
    String upload(String key, String query, byte[] bytes) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/workbooks/upload?" + query))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return tree(answer).get("jobId").asText();
    }

    <T> HttpResponse<T> get(String key, String path, String accept, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + key)
                .header("Accept", accept)
                .build();
        return client.send(request, body);
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    JsonNode job(String key, String id) throws Exception {
        return tree(call(key, "GET", "/api/jobs/" + id, null));
    }

    protected JsonNode awaitStatus(String key, String id, String status) {
        return await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> job(key, id), job -> job.path("status").asText().equals(status));
    }

    JsonNode awaitPhase(String key, String id, String phase) {
        return await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> job(key, id), job -> job.path("phase").asText().equals(phase));
    }

    /** All items of a list, read page by page. */
    List<JsonNode> pages(String key, String path) throws Exception {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = tree(call(key, "GET", path + "&cursor=" + cursor, null));
            assertThat(page.has("items")).as(page.toString()).isTrue();
            page.get("items").forEach(items::add);
            cursor = page.get("nextCursor").isNull()
                    ? null
                    : page.get("nextCursor").asText();
        } while (cursor != null);
        return items;
    }

    /** Leaves a chunk of an ended job as the loader leaves one that it could not write. */
    protected void failChunk(String job, int number) {
        failChunk(database, job, number);
    }

    /** The same, for tests that are no such. */
    public static void failChunk(JdbcClient database, String job, int number) {
        database.sql(
                        "UPDATE csv_upload_chunks SET status = 'FAILED', rows_imported = 0, rows_failed = rows, rows_skipped = 0,"
                                + " error = '{\"code\": \"DATABASE\", \"detail\": \"The disk was full.\"}' WHERE upload_id = ? AND number = ?")
                .params(UUID.fromString(job), number)
                .update();
        database.sql("UPDATE csv_uploads SET statistics = NULL WHERE id = ?")
                .param(UUID.fromString(job))
                .update();
        database.sql(
                        "UPDATE jobs SET status = 'FAILED', error = '{\"code\": \"CHUNK_FAILED\", \"detail\": \"1 of 2\"}' WHERE id = ?")
                .param(UUID.fromString(job))
                .update();
    }
}
