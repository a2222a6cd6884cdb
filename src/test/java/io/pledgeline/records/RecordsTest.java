package io.pledgeline.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import io.pledgeline.load.Imports.Campaign;
import io.pledgeline.load.RunningImports;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class RecordsTest extends RunningImports {

    private static final String FORMULA = "=HYPERLINK(\"http://example.org\",\"Ada\")";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void pagesHoldEachRecordOnceWhateverTheSort() throws Exception {
        Export export = Export.of(1, 60);
        for (int place = 1; place <= 60; place++) {
            export.set(place, "Backer Name", place % 3 == 0 ? "Same Name" : "Ägir\n\"x\" " + place % 7);
            if (place % 4 == 0) {
                export.set(place, "Shipping Country", "").set(place, "Pledged At", "");
            }
            if (place % 6 == 0) {
                export.set(place, "Survey Response", "");
            }
        }
        imports.run(campaign, export);

        for (RecordTable table : RecordTable.values()) {
            String all = "/api/" + table.word() + "?campaign=" + campaign.slug();
            List<String> ids = ids(all + "&limit=200");
            assertThat(ids)
                    .doesNotHaveDuplicates()
                    .hasSize(table == RecordTable.SURVEYS ? 20 : table == RecordTable.PRODUCTS ? 5 : 60);
            List<String> sorts = new ArrayList<>(List.of(""));
            table.sorts().forEach(sort -> sorts.addAll(List.of(sort, "-" + sort)));
            for (String sort : sorts) {
                String path = all + "&sort=" + sort;
                List<String> paged = new ArrayList<>();
                JsonNode page = page(path + "&limit=17");
                while (page.path("nextCursor").isTextual()) {
                    assertThat(page.path("items")).hasSize(17);
                    paged.addAll(ids(page));
                    page = page(
                            path + "&limit=17&cursor=" + page.path("nextCursor").asText());
                }
                paged.addAll(ids(page));
                assertThat(paged).as(path).isEqualTo(ids(path + "&limit=200")).containsExactlyInAnyOrderElementsOf(ids);
            }
        }
    }

    @Test
    void recordsAreSortedAndThoseWithoutAValueComeLast() throws Exception {
        imports.run(campaign, Export.of(1, 20).set(3, "Shipping Country", "").set(7, "Pledged At", ""));

        assertThat(texts("backers", "sort=number", "/number").subList(0, 3)).containsExactly("1", "2", "3");
        assertThat(texts("backers", "sort=-number", "/number").subList(0, 3)).containsExactly("20", "19", "18");
        for (String direction : List.of("", "-")) {
            assertThat(texts("backers", "sort=" + direction + "country", "/country"))
                    .endsWith("null")
                    .containsOnlyOnce("null");
            assertThat(texts("pledges", "sort=" + direction + "pledgedAt", "/pledgedAt"))
                    .endsWith("null")
                    .containsOnlyOnce("null");
        }
        assertThat(texts("pledges", "sort=-amount", "/amount"))
                .isSortedAccordingTo(Comparator.comparing((String text) -> Double.valueOf(text))
                        .reversed())
                .hasSize(20);
        assertThat(texts("products", "sort=-pledged", "/pledged"))
                .isSortedAccordingTo(Comparator.comparing((String text) -> Long.valueOf(text))
                        .reversed());
    }

    @Test
    void eachRecordSaysAllThatIsKnownAndByWhichImport() throws Exception {
        UUID first = Imports.id(imports.run(campaign, Export.of(1, 6)));
        UUID second = imports.uploadAs(
                "corrected.csv",
                campaign,
                Export.of(3, 3)
                        .set(1, "Backer Name", "Other")
                        .set(1, "Bonus Support", "$9.00")
                        .set(1, "T-Shirt size", "XL")
                        .bytes());
        imports.end(second);

        JsonNode backer = items("backers", "job=" + second).get(0);
        assertThat(items("backers", "job=" + second)).hasSize(1);
        assertThat(items("backers", "job=" + first)).hasSize(6);
        assertThat(backer.path("name").asText()).isEqualTo("Other");
        assertThat(backer.at("/address/city").asText()).isEqualTo("Springfield");
        assertThat(backer.at("/createdBy/jobId").asText()).isEqualTo(first.toString());
        assertThat(backer.at("/createdBy/filename").asText()).isEqualTo("backers.csv");
        assertThat(backer.at("/changedBy/jobId").asText()).isEqualTo(second.toString());
        assertThat(backer.at("/changedBy/filename").asText()).isEqualTo("corrected.csv");
        assertThat(backer.at("/changedBy/at").asText()).endsWith("Z");
        assertThat(backer.path("source").toString()).isEqualTo("{\"file\":\"corrected.csv\",\"row\":2}");

        String id = backer.path("id").asText();
        JsonNode pledge = items("pledges", "backer=" + id).get(0);
        assertThat(pledge.at("/backer/email").asText()).isEqualTo("backer3@example.org");
        assertThat(pledge.path("amount").decimalValue()).isEqualByComparingTo("28.50");
        assertThat(pledge.at("/details/Bonus Support").asText()).isEqualTo("$9.00");
        assertThat(pledge.path("items"))
                .hasSize(2)
                .allSatisfy(item -> assertThat(item.path("quantity").asInt()).isEqualTo(1));
        JsonNode survey = items("surveys", "backer=" + id).get(0);
        assertThat(survey.at("/answers/T-Shirt size").asText()).isEqualTo("XL");

        JsonNode dice = items("products", "q=dICE").get(0);
        assertThat(dice.path("pledged").asInt()).isEqualTo(6);
        assertThat(items("pledges", "product=" + dice.path("id").asText())).hasSize(3);

        JsonNode contents =
                Imports.json(imports.get(campaign, "/api/campaigns/" + campaign.slug(), "application/json"));
        assertThat(contents.path("counts").toString())
                .isEqualTo("{\"backers\":6,\"pledges\":6,\"products\":5,\"surveys\":2,\"imports\":2}");
        assertThat(contents.at("/lastImport/jobId").asText()).isEqualTo(second.toString());
        assertThat(contents.at("/lastImport/filename").asText()).isEqualTo("corrected.csv");
        assertThat(contents.at("/lastImport/status").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void searchFindsPartsOfTextsInAnyCaseAndTakesWildcardsAsTheyAre() throws Exception {
        imports.run(
                campaign,
                Export.of(1, 12)
                        .set(1, "Backer Name", "100%_sure\\")
                        .set(2, "Backer Name", "Zoë O'Neill")
                        .set(3, "T-Shirt size", "say \"XXL\"")
                        .set(4, "Pledged Status", "dropped"));

        assertThat(items("backers", "q=" + encoded("0%_S"))).hasSize(1);
        assertThat(items("backers", "q=" + encoded("sure\\"))).hasSize(1);
        assertThat(items("backers", "q=" + encoded("%"))).hasSize(1);
        assertThat(items("backers", "q=" + encoded("ZOË o'"))).hasSize(1);
        assertThat(items("backers", "q=BACKER7@example")).hasSize(1);
        assertThat(items("backers", "q=9000011")).hasSize(1);
        assertThat(items("pledges", "q=ZO")).hasSize(1);
        assertThat(items("pledges", "q=Dropp")).hasSize(1);
        assertThat(items("pledges", "q=dropp&sort=backer")).hasSize(1);
        assertThat(items("surveys", "q=" + encoded("y \"xxl"))).hasSize(1);
        assertThat(items("surveys", "q=" + encoded("T-Shirt"))).as("questions").isEmpty();
        assertThat(items("surveys", "q=backer12@")).hasSize(1);
        assertThat(items("backers", "q=nobody")).isEmpty();
    }

    @Test
    void csvHoldsTheWholeSelectionAndForPeopleNoFormulas() throws Exception {
        imports.run(
                campaign,
                Export.of(1, 620)
                        .set(1, "Backer Name", FORMULA)
                        .set(3, "T-Shirt size", "@L")
                        .set(3, "Notes", "-1,5")
                        .set(2, "Backer Name", "<img src=x onerror=alert(1)>, \"x\"\nÄ"));
        String backers = "/api/backers?campaign=" + campaign.slug();

        HttpResponse<String> machine = ask(campaign, backers, "text/csv");
        assertThat(machine.headers().firstValue("content-type").orElse("")).startsWith("text/csv");
        List<CSVRecord> plain = records(machine.body());
        assertThat(plain).hasSize(620);
        assertThat(plain.get(0).get("name")).isEqualTo(FORMULA);
        assertThat(plain.get(1).get("name")).isEqualTo("<img src=x onerror=alert(1)>, \"x\"\nÄ");

        HttpResponse<String> human = ask(campaign, backers + "&download=csv&sort=-number", "text/html");
        assertThat(human.headers().firstValue("content-disposition").orElse(""))
                .matches("attachment; filename=\"backers-" + campaign.slug() + "-\\d{4}-\\d\\d-\\d\\d\\.csv\"");
        assertThat(human.body()).startsWith("\uFEFFid,");
        List<CSVRecord> harmless = records(human.body().substring(1));
        assertThat(harmless).hasSize(620);
        assertThat(harmless.get(0).get("number")).isEqualTo("620");
        assertThat(harmless.get(619).get("name")).isEqualTo("'" + FORMULA);

        assertThat(records(ask(campaign, backers + "&q=backer62", "text/csv").body()))
                .hasSize(2);
        CSVRecord pledge = records(
                        ask(campaign, "/api/pledges?download=csv&q=backer3@&campaign=" + campaign.slug(), "*/*")
                                .body()
                                .substring(1))
                .get(0);
        assertThat(pledge.get("amount")).isEqualTo("28.50");
        assertThat(pledge.get("items")).isEqualTo("1 x Core Box; 1 x Hero Pledge");
        assertThat(pledge.get("details: Notes")).isEqualTo("-1,5");
        CSVRecord survey = records(
                        ask(campaign, "/api/surveys?download=csv&q=backer3@&campaign=" + campaign.slug(), "*/*")
                                .body()
                                .substring(1))
                .get(0);
        assertThat(survey.get("T-Shirt size")).isEqualTo("'@L");
        assertThat(survey.get("created_by_file")).isEqualTo("backers.csv");
        assertThat(records(ask(campaign, "/api/products?campaign=" + campaign.slug(), "text/csv")
                        .body()))
                .hasSize(5);
    }

    @Test
    void anotherMerchantSeesNothing() throws Exception {
        UUID job = Imports.id(imports.run(campaign, Export.of(1, 3)));
        String backer = items("backers", "").get(0).path("id").asText();
        Campaign foreign = imports.newCampaign();

        for (RecordTable table : RecordTable.values()) {
            String path = "/api/" + table.word() + "?campaign=" + campaign.slug() + "&job=" + job
                    + (table.isNarrowedBy("backer") ? "&backer=" + backer : "");
            assertThat(ask(foreign, path, "application/json").body()).isEqualTo("{\"items\":[],\"nextCursor\":null}");
            assertThat(records(ask(foreign, path, "text/csv").body())).isEmpty();
        }
        assertThat(ask(foreign, "/api/campaigns/" + campaign.slug(), "*/*").statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatCannotBeMeantIsRefused() throws Exception {
        imports.run(campaign, Export.of(1, 3));
        String cursor = page("/api/backers?limit=1&sort=name&campaign=" + campaign.slug())
                .path("nextCursor")
                .asText();

        for (String query : List.of(
                "sort=address",
                "sort=--name",
                "sort=amount",
                "limit=201",
                "job=x",
                "backer=" + UUID.randomUUID(),
                "download=xlsx",
                "campaign=A%20B",
                "q=%00",
                "q=" + "x".repeat(201),
                "cursor=x",
                "cursor=" + cursor,
                "cursor=" + cursor + "&sort=-name",
                "cursor=" + cursor + "&sort=email")) {
            HttpResponse<String> answer = ask(campaign, "/api/backers?" + query, "application/json");
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
        }
        assertThat(ask(campaign, "/api/pledges?sort=name&cursor=" + cursor, "*/*")
                        .statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> ask(Campaign who, String path, String accept) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + who.key())
                .header("Accept", accept)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode page(String path) throws Exception {
        HttpResponse<String> answer = ask(campaign, path, "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Imports.json(answer.body());
    }

    private JsonNode items(String table, String query) throws Exception {
        return page("/api/" + table + "?campaign=" + campaign.slug() + "&" + query)
                .path("items");
    }

    private List<String> texts(String table, String query, String pointer) throws Exception {
        List<String> texts = new ArrayList<>();
        items(table, query).forEach(item -> texts.add(item.at(pointer).asText()));
        return texts;
    }

    private List<String> ids(String path) throws Exception {
        return ids(page(path));
    }

    /** A survey is known by its backer. */
    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("items")
                .forEach(item -> ids.add(Objects.requireNonNullElse(item.get("id"), item.at("/backer/id"))
                        .asText()));
        return ids;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<CSVRecord> records(String csv) throws Exception {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(csv), format)) {
            return parser.getRecords();
        }
    }
}
