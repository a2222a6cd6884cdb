package io.pledgeline.undo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Imports;
import io.pledgeline.load.Imports.Campaign;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a test does with undos, over HTTP, and what it compares. */
final class Undos {

    private static final Map<String, String> TABLES = Map.of(
            "backers", "SELECT to_jsonb(r)::text FROM backers r WHERE r.campaign_id = ? ORDER BY 1",
            "pledges", "SELECT to_jsonb(r)::text FROM pledges r WHERE r.campaign_id = ? ORDER BY 1",
            "products", "SELECT to_jsonb(r)::text FROM products r WHERE r.campaign_id = ? ORDER BY 1",
            "pledge_items",
                    "SELECT to_jsonb(r)::text FROM pledge_items r JOIN pledges p ON p.id = r.pledge_id WHERE p.campaign_id = ? ORDER BY 1",
            "surveys",
                    "SELECT to_jsonb(r)::text FROM surveys r JOIN backers b ON b.id = r.backer_id WHERE b.campaign_id = ? ORDER BY 1",
            "inventory",
                    "SELECT r.product_id || ' ' || r.pledged FROM inventory r JOIN products p ON p.id = r.product_id WHERE p.campaign_id = ? ORDER BY 1",
            "record_changes",
                    "SELECT to_jsonb(r)::text FROM record_changes r JOIN csv_uploads u ON u.id = r.upload_id WHERE u.campaign_id = ? ORDER BY 1");

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final JdbcTemplate database;
    private final Imports imports;
    private final Campaign campaign;

    Undos(int port, JdbcTemplate database, Imports imports, Campaign campaign) {
        this.port = port;
        this.database = database;
        this.imports = imports;
        this.campaign = campaign;
    }

    /** An answer by its status and its code, which is empty where nothing is wrong. */
    record Answer(int status, JsonNode body, String location) {

        @Override
        public String toString() {
            return (status + " " + body.path("code").asText()).strip();
        }
    }

    Answer call(Campaign as, String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + as.key())
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    Imports.json(answer.body()),
                    answer.headers().firstValue("location").orElse(""));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer ask(UUID imported) {
        return call(campaign, "POST", "/api/jobs/" + imported + "/undo");
    }

    /** Asks for an undo of an import and returns the undo's job. */
    UUID start(UUID imported) {
        Answer answer = ask(imported);
        assertThat(answer).hasToString("202");
        String job = answer.body().get("jobId").asText();
        assertThat(answer.location()).isEqualTo("/api/jobs/" + job);
        return UUID.fromString(job);
    }

    JsonNode undo(JsonNode imported) {
        return undo(Imports.id(imported));
    }

    /** Undoes an import and returns the document of the undo, which must have been completed. */
    JsonNode undo(UUID imported) {
        JsonNode undo = imports.end(start(imported));
        assertThat(undo.get("status").asText()).as(undo.toString()).isEqualTo("COMPLETED");
        assertThat(undo.at("/progress/percent").asInt()).isEqualTo(100);
        return undo;
    }

    /** What became of the records of a table, as {@code reversed/kept/failed}. */
    static String figures(JsonNode undo, String table) {
        JsonNode figures = undo.at("/results/" + table);
        return figures.get("reversed") + "/" + figures.get("kept") + "/" + figures.get("failed");
    }

    /** What became of all records. */
    static String figures(JsonNode undo) {
        JsonNode results = undo.get("results");
        return results.get("recordsReversed") + "/" + results.get("recordsKept") + "/" + results.get("recordsFailed");
    }

    /** How often which reason was given, as {@code table reason=number}. */
    List<String> reasons(JsonNode undo) {
        return database.queryForList(
                "SELECT table_name || ' ' || reason || '=' || count(*) FROM undo_records WHERE undo_id = ?"
                        + " GROUP BY table_name, reason ORDER BY 1",
                String.class,
                Imports.id(undo));
    }

    /** Every row of the tables of the campaign, whole. */
    Map<String, List<String>> tables() {
        UUID id = database.queryForObject("SELECT id FROM campaigns WHERE slug = ?", UUID.class, campaign.slug());
        Map<String, List<String>> rows = new LinkedHashMap<>();
        TABLES.forEach((table, select) -> rows.put(table, database.queryForList(select, String.class, id)));
        return rows;
    }

    /** Asserts that the tables are, row by row, what they were. */
    void assertTables(Map<String, List<String>> before) {
        Map<String, List<String>> now = tables();
        before.forEach((table, rows) -> assertThat(now.get(table)).as(table).isEqualTo(rows));
    }
}
