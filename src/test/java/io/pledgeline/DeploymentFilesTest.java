package io.pledgeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The files with which Pledgeline is deployed: that they are well formed, fit together and fit the application. */
class DeploymentFilesTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path BLUEPRINT = Path.of("render.yaml");
    /** Read elsewhere than in application.yaml: the roles, and what Spring binds by itself. */
    private static final Set<String> OTHER_VARIABLES = Set.of("PLEDGELINE_ROLES");

    private static final Set<String> NEEDED = Set.of(
            "PLEDGELINE_ROLES",
            "PLEDGELINE_API_KEY",
            "DATABASE_URL",
            "REDIS_URL",
            "S3_BUCKET",
            "S3_ENDPOINT",
            "S3_REGION",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY");

    @Test
    void theBlueprintSaysOnlyWhatRenderDocuments() throws IOException {
        assertThat(schema().validate(blueprint())).isEmpty();
    }

    @Test
    void aBlueprintThatSaysSomethingElseIsFound() throws IOException {
        ObjectNode wrongPlan = blueprint().deepCopy();
        ((ObjectNode) wrongPlan.at("/services/0")).put("plan", "huge");
        ObjectNode misspelt = blueprint().deepCopy();
        ((ObjectNode) misspelt.at("/services/1")).put("maxShutdownDelay", 30);
        ObjectNode literal = blueprint().deepCopy();
        ((ObjectNode) literal.at("/services/0/envVars/0")).put("sync", false);

        assertThat(List.of(wrongPlan, misspelt, literal))
                .allSatisfy(wrong -> assertThat(schema().validate(wrong)).isNotEmpty());
    }

    @Test
    void theBlueprintNamesOnlyServicesAndDatabasesThatItHas() throws IOException {
        Map<String, String> named = new LinkedHashMap<>();
        blueprint().get("services").forEach(service -> named.put(text(service, "name"), text(service, "type")));
        Set<String> databases = new TreeSet<>();
        blueprint().get("databases").forEach(database -> databases.add(text(database, "name")));

        for (JsonNode from : blueprint().findValues("fromService")) {
            assertThat(named).containsEntry(text(from, "name"), text(from, "type"));
            if (from.has("envVarKey")) {
                assertThat(variables(service(text(from, "name")))).contains(text(from, "envVarKey"));
            }
        }
        assertThat(blueprint().findValues("fromDatabase"))
                .isNotEmpty()
                .allSatisfy(from -> assertThat(databases).contains(text(from, "name")));
    }

    @Test
    void theBlueprintTellsEachProcessWhatItNeedsAndNothingThatItDoesNotRead() throws IOException {
        Set<String> read = variablesOfTheApplication();
        for (String name : List.of("pledgeline", "pledgeline-worker")) {
            assertThat(variables(service(name)))
                    .containsAll(NEEDED)
                    // Recipients are taken by one role and written to by the other.
                    .contains("SMTP_URL", "MAIL_FROM")
                    .isSubsetOf(read);
        }
        // A secret of the one is the same of the other.
        assertThat(text(variable("pledgeline-worker", "PLEDGELINE_API_KEY").get("fromService"), "name"))
                .isEqualTo("pledgeline");
    }

    @Test
    void processesHaveTheTimeThatTheyNeedToEnd() throws IOException {
        long deadline = 25;
        for (String name : List.of("pledgeline", "pledgeline-worker")) {
            assertThat(service(name).get("maxShutdownDelaySeconds").asLong()).isGreaterThan(deadline);
        }
        for (String name : List.of("web", "worker")) {
            assertThat(compose().at("/services/" + name + "/stop_grace_period").asText())
                    .isEqualTo("30s");
        }
        for (JsonNode grace : kubernetes("Deployment").stream()
                .map(deployment -> deployment.at("/spec/template/spec/terminationGracePeriodSeconds"))
                .toList()) {
            assertThat(grace.asLong()).isGreaterThan(deadline);
        }
    }

    @Test
    void composeTellsEachProcessWhatItNeedsAndHoldsNoSecret() throws IOException {
        for (String name : List.of("web", "worker")) {
            Set<String> told = new TreeSet<>();
            compose().at("/services/" + name + "/environment").fieldNames().forEachRemaining(told::add);
            assertThat(told).containsAll(NEEDED).isSubsetOf(variablesOfTheApplication());
            assertThat(compose().at("/services/" + name + "/build").asText()).isEqualTo(".");
            Set<String> first = new TreeSet<>();
            compose().at("/services/" + name + "/depends_on").fieldNames().forEachRemaining(first::add);
            Set<String> services = new TreeSet<>();
            compose().get("services").fieldNames().forEachRemaining(services::add);
            assertThat(first).isNotEmpty().isSubsetOf(services);
        }
        assertThat(compose().findValuesAsText("POSTGRES_PASSWORD")).allMatch(value -> value.startsWith("${"));
        assertThat(compose().findValuesAsText("MINIO_ROOT_PASSWORD")).allMatch(value -> value.startsWith("${"));
        assertThat(compose().findValuesAsText("PLEDGELINE_API_KEY")).allMatch(value -> value.startsWith("${"));
    }

    @Test
    void kubernetesRunsBothRolesAndScalesTheWorkersByTheWork() throws IOException {
        assertThat(kubernetes("Deployment"))
                .extracting(deployment -> deployment.at("/metadata/name").asText())
                .containsExactly("pledgeline-web", "pledgeline-worker");
        for (JsonNode deployment : kubernetes("Deployment")) {
            JsonNode container = deployment.at("/spec/template/spec/containers/0");
            assertThat(container.at("/env/0/value").asText())
                    .isEqualTo(deployment.at("/metadata/labels/role").asText());
            assertThat(deployment.at("/spec/selector/matchLabels"))
                    .isEqualTo(deployment.at("/spec/template/metadata/labels"));
        }
        JsonNode scaled = kubernetes("ScaledObject").get(0);
        assertThat(scaled.at("/spec/scaleTargetRef/name").asText()).isEqualTo("pledgeline-worker");
        assertThat(kubernetes("Deployment").get(1).at("/spec/replicas").isMissingNode())
                .isTrue();
    }

    @Test
    void eachAlertNamesAHeadingOfTheRunbook() throws IOException {
        List<String> headings = Files.readAllLines(Path.of("docs/runbook.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();

        List<String> named = yaml(Path.of("docs/deploy/alerts.yaml")).get(0).findValuesAsText("runbook");

        assertThat(named).hasSizeGreaterThan(5).isSubsetOf(headings);
    }

    /** Those of application.yaml, as {@code ${NAME:default}}, and a few that are read elsewhere. */
    private static Set<String> variablesOfTheApplication() throws IOException {
        Set<String> names = new TreeSet<>(OTHER_VARIABLES);
        Matcher placeholder = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)")
                .matcher(Files.readString(Path.of("src/main/resources/application.yaml")));
        while (placeholder.find()) {
            names.add(placeholder.group(1));
        }
        return names;
    }

    private static Set<String> variables(JsonNode service) {
        Set<String> keys = new TreeSet<>();
        service.get("envVars").forEach(variable -> keys.add(text(variable, "key")));
        return keys;
    }

    private static JsonNode variable(String service, String key) throws IOException {
        for (JsonNode variable : service(service).get("envVars")) {
            if (text(variable, "key").equals(key)) {
                return variable;
            }
        }
        throw new AssertionError(key);
    }

    private static JsonNode service(String name) throws IOException {
        for (JsonNode service : blueprint().get("services")) {
            if (text(service, "name").equals(name)) {
                return service;
            }
        }
        throw new AssertionError(name);
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).asText();
    }

    private static JsonSchema schema() throws IOException {
        try (InputStream in = DeploymentFilesTest.class.getResourceAsStream("/deploy/render-blueprint.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        }
    }

    private static JsonNode blueprint() throws IOException {
        return new YAMLMapper().readTree(BLUEPRINT.toFile());
    }

    private static JsonNode compose() throws IOException {
        return yaml(Path.of("compose.yaml")).get(0);
    }

    private static List<JsonNode> kubernetes(String kind) throws IOException {
        return yaml(Path.of("docs/deploy/kubernetes.yaml")).stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .toList();
    }

    /** The documents of a file, with what anchors and merge keys stand for. */
    private static List<JsonNode> yaml(Path file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(100);
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : new Yaml(options).loadAll(Files.readString(file))) {
            documents.add(JSON.valueToTree(document));
        }
        return documents;
    }
}
