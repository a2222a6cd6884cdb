package io.pledgeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Imports;
import io.pledgeline.load.Imports.Campaign;
import io.pledgeline.load.RunningImports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** What a test does with analyses, over HTTP. */
abstract class RunningAnalyses extends RunningImports {

    /** Columns that no platform knows: a person, an amount, and something to say. */
    static final String UNKNOWN = """
            Kontaktweg;Unterstützerin;Beisteuer;Farbwunsch
            ada@example.org;Ada Muster;12,50;blau
            bo@example.org;Bo Muster;7,00;rot
            """;

    static final String MAPPING = """
            {"mapping": {"Kontaktweg": "backer.email", "Unterstützerin": "backer.name", "Beisteuer": "pledge.amount"}}""";

    private final HttpClient client = HttpClient.newHttpClient();

    /** An answer by its status and its code, which is empty where nothing is wrong. */
    record Answer(int status, JsonNode body, String location) {

        @Override
        public String toString() {
            return (status + " " + body.path("code").asText()).strip();
        }
    }

    Answer call(Campaign as, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + as.key())
                // As plain curl -d sends it.
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            assertThat(text.getBytes(StandardCharsets.UTF_8)).isEqualTo(answer.body());
            return new Answer(
                    answer.statusCode(),
                    Imports.json(text),
                    answer.headers().firstValue("location").orElse(""));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Uploads a file that has to wait for its mapping and returns its job. */
    UUID uploadWaiting(String filename, byte[] file, String... query) {
        UUID job = imports.uploadAs(filename, campaign, file, query);
        untilWaiting(job);
        return job;
    }

    UUID uploadWaiting(String text, String... query) {
        return uploadWaiting("list.csv", text.getBytes(StandardCharsets.UTF_8), query);
    }

    void untilWaiting(UUID job) {
        imports.until(() -> imports.document(job).get("phase").asText().equals("WAITING_FOR_MAPPING"));
    }

    UUID workbookOf(UUID job) {
        return database.queryForObject("SELECT target FROM jobs WHERE id = ?", UUID.class, job);
    }

    String path(UUID job, String what) {
        return "/api/workbooks/" + workbookOf(job) + "/" + what;
    }

    /** Asks for an analysis of what an import waits with and returns the analysis' job. */
    UUID analyze(UUID imported) {
        Answer answer = call(campaign, "POST", path(imported, "analyze"), null);
        assertThat(answer).hasToString("202");
        String job = answer.body().get("jobId").asText();
        assertThat(answer.location()).isEqualTo("/api/jobs/" + job);
        return UUID.fromString(job);
    }

    /** Analyses what an import waits with and returns what is proposed. */
    JsonNode analyzed(UUID imported) {
        JsonNode job = imports.end(analyze(imported));
        assertThat(job.get("status").asText()).as(job.toString()).isEqualTo("COMPLETED");
        return analysis(imported);
    }

    JsonNode analysis(UUID imported) {
        Answer answer = call(campaign, "GET", path(imported, "analysis"), null);
        assertThat(answer).hasToString("200");
        return answer.body();
    }

    Answer confirm(UUID imported, String body) {
        return call(campaign, "POST", path(imported, "analyze/confirm"), body);
    }

    /** The backers of the campaign with what they gave. */
    List<String> pledges() {
        return database.queryForList(
                "SELECT concat_ws(' ', b.email, b.name, p.amount, p.platform) FROM pledges p"
                        + " JOIN backers b ON b.id = p.backer_id JOIN campaigns c ON c.id = p.campaign_id"
                        + " WHERE c.slug = ? ORDER BY 1",
                String.class,
                campaign.slug());
    }

    List<String> warnings(JsonNode document) {
        return document.get("warnings").findValuesAsText("code");
    }
}
