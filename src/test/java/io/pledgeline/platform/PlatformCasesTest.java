package io.pledgeline.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.pledgeline.Cases;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the cases of {@code platform/cases/*.yaml}. */
class PlatformCasesTest {
    private static final Path RESOURCES = Path.of("src/test/resources/platform");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final Platforms REAL = new Platforms(Path.of("routes/platforms"));
    private static final Platforms MADE_UP = new Platforms(RESOURCES.resolve("platforms"));
    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        return Cases.of("platform", PlatformCasesTest::run);
    }

    private static JsonNode run(String kind, JsonNode input) {
        return switch (kind) {
            case "money" -> money(input);
            case "dates" -> date(input);
            case "countries" -> object("code", Countries.codeOf(input.asText()));
            case "quantities" -> object("pieces", Quantities.parse(input.asText()));
            case "emails" -> object("valid", EmailAddress.Check.looksDeliverable(input.asText()));
            case "detection" -> detection(input);
            case "proposals" -> proposal(input);
            default -> rows(input);
        };
    }

    /** A list is of headers alone; an object has rows as well. */
    private static JsonNode detection(JsonNode input) {
        List<List<String>> rows = JSON.convertValue(input.path("rows"), new TypeReference<>() {});
        return JSON.valueToTree(REAL.detect(
                strings(input.isArray() ? input : input.required("headers")), rows == null ? List.of() : rows));
    }

    /** The columns of a proposal by their headers. */
    private static JsonNode proposal(JsonNode input) {
        List<List<String>> rows = JSON.convertValue(input.required("rows"), new TypeReference<>() {});
        Proposal proposal = REAL.propose(
                input.path("platform").asText("generic"),
                strings(input.required("headers")),
                rows,
                settings(input),
                null,
                List.of());
        ObjectNode out = JSON.valueToTree(proposal);
        ObjectNode columns = out.putObject("columns");
        proposal.columns().forEach(column -> {
            ObjectNode one = columns.putObject(column.header());
            one.put("field", column.field());
            one.put("source", column.source().name());
            one.put("confidence", column.confidence());
            one.put("sure", column.confidence() >= Proposal.SURE);
        });
        return out;
    }

    private static JsonNode money(JsonNode input) {
        String decimal = input.path("decimal").asText();
        char mark = decimal.isEmpty() ? MoneyFormat.OPEN : decimal.charAt(0);
        Money money = new MoneyFormat(mark).parse(input.required("cell").asText());
        String campaign = input.path("campaign").asText(null);
        String dollar = Currencies.isDollar(campaign) ? campaign : "USD";
        ObjectNode out =
                object("fault", money.fault() == null ? null : money.fault().name());
        out.put("amount", money.amount() == null ? null : money.amount().toPlainString());
        out.put("currency", money.currency() == null ? null : Currencies.settle(money.currency(), campaign, dollar));
        return out;
    }

    private static JsonNode date(JsonNode input) {
        List<String> patterns = REAL.resolve("kickstarter", List.of(), List.of(), settings(input))
                .dates();
        Object date = new DateFormats(patterns, null, settings(input).timezone())
                .parse(input.required("cell").asText());
        return object("at", date == null ? null : date.toString());
    }

    /** Maps, validates and collects the problems of a small file, as the load route does. */
    private static JsonNode rows(JsonNode input) {
        String platform = input.path("platform").asText("kickstarter");
        Platforms platforms = REAL.knows(platform) ? REAL : MADE_UP;
        List<List<String>> cells = JSON.convertValue(input.required("rows"), new TypeReference<>() {});
        List<String> headers = strings(input.required("headers"));
        int sampled = input.path("sampled").asInt(cells.size());
        Mapping mapping = platforms.resolve(platform, headers, cells.subList(0, sampled), settings(input));
        assertThat(Mapping.fromJson(mapping.toJson())).isEqualTo(mapping);
        RowMapper mapper = new RowMapper(mapping);
        List<PledgeRow> rows = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            rows.add(mapper.map(i + 2, cells.get(i)));
        }
        ObjectNode out = JSON.createObjectNode();
        out.set("detection", JSON.valueToTree(REAL.detect(headers, cells)));
        out.set("mapping", JSON.valueToTree(mapping));
        out.set("rows", JSON.valueToTree(rows));
        out.set(
                "problems",
                JSON.valueToTree(
                        new Violations().problems(mapping, rows, cells, VALIDATOR.validate(new PledgeBatch(rows)))));
        return out;
    }

    private static CampaignSettings settings(JsonNode input) {
        return new CampaignSettings(
                ZoneId.of(input.path("zone").asText("UTC")),
                input.path("campaign").asText(null));
    }

    private static List<String> strings(JsonNode list) {
        return JSON.convertValue(list, new TypeReference<>() {});
    }

    private static ObjectNode object(String key, @Nullable Object value) {
        return JSON.createObjectNode().set(key, JSON.valueToTree(value));
    }
}
