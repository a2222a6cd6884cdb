package io.pledgeline.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pledgeline.load.CorpusCase.Content;
import io.pledgeline.load.CorpusCase.Input;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Uploads the files of the corpus over HTTP into one campaign, and asks what came of them. */
final class CorpusUpload {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Map<String, String> TYPES =
            Map.of("none", "text/csv", "gzip", "application/gzip", "zip", "application/zip");

    private final String base;
    private final Imports.Campaign campaign;

    CorpusUpload(int port, Imports.Campaign campaign) {
        this.base = "http://localhost:" + port + "/api/";
        this.campaign = campaign;
    }

    /** Uploads a file and returns the id of its job. */
    String send(Input input) {
        if (input.campaign() != null) {
            settings(input.campaign());
        }
        Content content = input.content();
        String query = input.query().entrySet().stream()
                .map(e -> "&" + e.getKey() + "=" + encoded(e.getValue()))
                .collect(Collectors.joining());
        return call(
                        "PUT",
                        "workbooks/" + encoded(content.name()) + "?campaign=" + campaign.slug() + query,
                        TYPES.get(content.container()),
                        BodyPublishers.ofByteArray(CorpusFile.bytes(content)),
                        202)
                .get("jobId")
                .asText();
    }

    private void settings(CorpusCase.Campaign wanted) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", "Corpus");
        if (wanted.timezone() != null) {
            body.put("timezone", wanted.timezone());
        }
        if (wanted.currency() != null) {
            body.put("currency", wanted.currency());
        }
        call("PUT", "campaigns/" + campaign.slug(), "application/json", BodyPublishers.ofString(body.toString()), 200);
    }

    /** The document of a job. */
    JsonNode job(String id) {
        return get("jobs/" + id);
    }

    /** All that is wrong with the rows of a job. */
    List<JsonNode> errors(String id) {
        JsonNode page = get("jobs/" + id + "/errors?limit=100");
        assertThat(page.get("nextCursor").isNull())
                .as("more errors than a case should have")
                .isTrue();
        List<JsonNode> errors = new ArrayList<>();
        page.get("items").forEach(errors::add);
        return errors;
    }

    private JsonNode get(String path) {
        return call("GET", path, null, BodyPublishers.noBody(), 200);
    }

    private JsonNode call(String method, String path, @Nullable String type, BodyPublisher body, int status) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + campaign.key())
                .method(method, body);
        if (type != null) {
            request.header("Content-Type", type);
        }
        try {
            HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            return Imports.json(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
