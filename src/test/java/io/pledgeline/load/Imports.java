package io.pledgeline.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pledgeline.RealServices;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a test does with imports: upload a file over HTTP, wait for its end, look at what is in the tables. */
public final class Imports {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Supplier<Integer> port;
    private final JdbcTemplate database;

    public Imports(Supplier<Integer> port, JdbcTemplate database) {
        this.port = port;
        this.database = database;
    }

    /** One merchant's campaign, in which a test has its records to itself. */
    public record Campaign(String key, String slug) {}

    /** A campaign of a new merchant, so that no other test's work takes from its window. */
    public Campaign newCampaign() {
        String slug = "c-" + UUID.randomUUID();
        UUID merchant = database.queryForObject(
                "INSERT INTO merchants (slug, name) VALUES (?, 'Test') RETURNING id", UUID.class, slug);
        database.update(
                "INSERT INTO api_keys (merchant_id, key_hash, label, scopes) VALUES (?, sha256(convert_to(?, 'UTF8')), 'test', '{admin}')",
                merchant,
                "key-" + slug);
        return new Campaign("key-" + slug, slug);
    }

    public static Campaign operatorsCampaign() {
        return new Campaign(RealServices.API_KEY, "c-" + UUID.randomUUID());
    }

    public UUID upload(Campaign campaign, Export export, String... query) {
        return upload(campaign, export.bytes(), query);
    }

    /** Uploads a file and returns the id of its job. */
    public UUID upload(Campaign campaign, byte[] file, String... query) {
        return uploadAs("backers.csv", campaign, file, query);
    }

    /** Uploads a file under a name of its own. */
    public UUID uploadAs(String filename, Campaign campaign, byte[] file, String... query) {
        String more = query.length == 0 ? "" : "&" + String.join("&", query);
        URI uri = URI.create("http://localhost:" + port.get() + "/api/workbooks/" + filename + "?campaign="
                + campaign.slug() + more);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + campaign.key())
                .header("Content-Type", "text/csv")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(file))
                .build();
        return UUID.fromString(json(send(request, 202)).get("jobId").asText());
    }

    /** Opens the failed chunks of an ended job again. */
    public void retry(Campaign campaign, UUID job) {
        send(
                request(campaign, "/api/jobs/" + job + "/retry")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                202);
    }

    /** Asks for what a path answers to the campaign's merchant. */
    public String get(Campaign campaign, String path, String accept) {
        return send(request(campaign, path).header("Accept", accept).build(), 200);
    }

    private HttpRequest.Builder request(Campaign campaign, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port.get() + path))
                .header("Authorization", "Bearer " + campaign.key());
    }

    private String send(HttpRequest request, int status) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Uploads a file, waits for the end and returns the job's document. */
    public JsonNode run(Campaign campaign, Export export, String... query) {
        return end(upload(campaign, export, query));
    }

    public JsonNode end(UUID job) {
        return end(job, LONGEST);
    }

    /** Waits until the job has ended and returns its document. */
    public JsonNode end(UUID job, Duration longest) {
        until(longest, () -> document(job).path("finishedAt").isTextual());
        return document(job);
    }

    public JsonNode document(UUID job) {
        return json(database.queryForObject("SELECT document FROM job_documents WHERE id = ?", String.class, job));
    }

    /** Waits until this holds; PostgreSQL may be away meanwhile. */
    public void until(Duration longest, java.util.concurrent.Callable<Boolean> holds) {
        await().atMost(longest)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsMatching(
                        e -> e instanceof CannotGetJdbcConnectionException || e instanceof DataAccessException)
                .until(holds);
    }

    public void until(java.util.concurrent.Callable<Boolean> holds) {
        until(LONGEST, holds);
    }

    public int number(String sql, Object... parameters) {
        Integer number = database.queryForObject(sql, Integer.class, parameters);
        return number == null ? 0 : number;
    }

    /** Records of a campaign by table. */
    public Map<String, Integer> records(Campaign campaign) {
        Map<String, Integer> counts = new TreeMap<>();
        String of = " WHERE %s = (SELECT id FROM campaigns WHERE slug = ?)";
        for (String table : List.of("backers", "pledges", "products")) {
            counts.put(table, number("SELECT count(*) FROM " + table + of.formatted("campaign_id"), campaign.slug()));
        }
        counts.put(
                "pledge_items",
                number(
                        "SELECT count(*) FROM pledge_items i JOIN pledges p ON p.id = i.pledge_id"
                                + of.formatted("p.campaign_id"),
                        campaign.slug()));
        counts.put(
                "surveys",
                number(
                        "SELECT count(*) FROM surveys s JOIN backers b ON b.id = s.backer_id"
                                + of.formatted("b.campaign_id"),
                        campaign.slug()));
        return counts;
    }

    public static Map<String, Integer> records(int backers, int pledges, int items, int products, int surveys) {
        return new TreeMap<>(Map.of(
                "backers",
                backers,
                "pledges",
                pledges,
                "pledge_items",
                items,
                "products",
                products,
                "surveys",
                surveys));
    }

    /** The figures of a table in a job's document, as {@code inserted/updated/unchanged}. */
    public static String figures(JsonNode document, String table) {
        JsonNode figures = document.at("/results/" + table);
        return figures.path("inserted").asInt() + "/" + figures.path("updated").asInt() + "/"
                + figures.path("unchanged").asInt();
    }

    /** What became of the rows, as {@code imported/failed/skipped of total}. */
    public static String rows(JsonNode document) {
        JsonNode results = document.path("results");
        return results.path("rowsImported").asInt() + "/"
                + results.path("rowsFailed").asInt() + "/"
                + results.path("rowsSkipped").asInt() + " of "
                + document.at("/progress/rowsTotal").asInt();
    }

    /** The errors of all chunks of a job in file order. */
    public List<JsonNode> errors(UUID job) {
        List<JsonNode> errors = new ArrayList<>();
        database.queryForList(
                        "SELECT errors::text FROM csv_upload_chunks WHERE upload_id = ? AND errors IS NOT NULL ORDER BY number",
                        String.class,
                        job)
                .forEach(chunk -> json(chunk).forEach(errors::add));
        return errors;
    }

    JdbcTemplate database() {
        return database;
    }

    public static UUID id(JsonNode document) {
        return UUID.fromString(document.get("id").asText());
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
