package io.pledgeline.erase;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import software.amazon.awssdk.services.s3.S3Client;

/** What a test does with erasures: ask for them over HTTP, and search everything that is kept for what must be gone. */
public abstract class RunningErasures extends RunningImports {

    private final HttpClient client = HttpClient.newHttpClient();

    @Autowired
    protected S3Client s3;

    @Value("${storage.bucket}")
    protected String bucket;

    protected HttpResponse<String> call(Campaign as, String method, String path, String body) {
        return call(as, method, path, body, "*/*");
    }

    protected HttpResponse<String> call(Campaign as, String method, String path, String body, String accept) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + as.key())
                .header("Accept", accept)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks for an erasure and returns its job. */
    protected UUID ask(Campaign as, String path, String body) {
        HttpResponse<String> answer = call(as, "DELETE", path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String job = Imports.json(answer.body()).get("jobId").asText();
        assertThat(answer.headers().firstValue("location")).hasValue("/api/jobs/" + job);
        return UUID.fromString(job);
    }

    protected UUID askForEmail(String email) {
        return ask(campaign, "/api/backers", "{\"email\": \"" + email + "\"}");
    }

    /** Erases whoever has the address, and returns what was removed. */
    protected JsonNode erase(String email) {
        return erased(askForEmail(email));
    }

    /** Waits for the end of an erasure, and returns what was removed. */
    protected JsonNode erased(UUID job) {
        JsonNode document = imports.end(job);
        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(document.get("kind").asText()).isEqualTo("ERASE");
        return document.at("/results/erased");
    }

    protected static String figures(JsonNode erased, String... names) {
        List<String> figures = new ArrayList<>();
        for (String name : names) {
            figures.add(erased.get(name).asText());
        }
        return String.join(" ", figures);
    }

    /** Another campaign of the same merchant. */
    protected Campaign sibling() {
        return new Campaign(campaign.key(), "c-" + UUID.randomUUID());
    }

    protected UUID backer(Campaign of, String email) {
        return database.queryForObject(
                "SELECT b.id FROM backers b JOIN campaigns c ON c.id = b.campaign_id WHERE c.slug = ? AND lower(b.email) = lower(?)",
                UUID.class,
                of.slug(),
                email);
    }

    /** What upkeep does now and then. */
    protected void searchLate() {
        producer.sendBody("direct:erase-late", "");
        producer.sendBody("direct:retention-objects", Map.of());
    }

    /** What of the whole installation holds one of these texts. */
    protected List<String> holding(String... needles) {
        return new Traces(database, s3, bucket).of(needles);
    }

    /** All records of a campaign but those of a backer, as text. */
    protected List<String> others(Campaign of, UUID but) {
        return database.queryForList("""
                SELECT b::text FROM backers b JOIN campaigns c ON c.id = b.campaign_id WHERE c.slug = ? AND b.id <> ?
                UNION ALL
                SELECT p::text FROM pledges p JOIN campaigns c ON c.id = p.campaign_id WHERE c.slug = ? AND p.backer_id <> ?
                UNION ALL
                SELECT i::text FROM pledge_items i JOIN pledges p ON p.id = i.pledge_id
                JOIN campaigns c ON c.id = p.campaign_id WHERE c.slug = ? AND p.backer_id <> ?
                UNION ALL
                SELECT s::text FROM surveys s JOIN backers b ON b.id = s.backer_id
                JOIN campaigns c ON c.id = b.campaign_id WHERE c.slug = ? AND b.id <> ?
                ORDER BY 1""", String.class, of.slug(), but, of.slug(), but, of.slug(), but, of.slug(), but);
    }

    /** What a job says of rows of erased people. */
    protected List<String> warnings(JsonNode document) {
        List<String> warnings = new ArrayList<>();
        for (JsonNode warning : document.get("warnings")) {
            if (warning.get("code").asText().equals("ERASED")) {
                warnings.add(warning.get("detail").asText());
            }
        }
        return warnings;
    }
}
