package io.pledgeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.pledgeline.RouteFile.Call;
import io.pledgeline.RouteFile.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.events.CommentEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/** The rules of the route files, each checked on every file, without Camel or Spring running. */
class RoutesAreWellFormedTest {

    private static final List<RouteFile> FILES = RouteFile.all();
    private static final int LONGEST = 60;

    /** A description would stand where Camel 4.17 takes it for a parameter of platform-http. */
    private static final Set<String> WITHOUT_DESCRIPTION = Set.of("rest-api");

    /** {@code <feature>-<verb>[-<object>]}, the object in one or two words. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+){1,3}");

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(password|passphrase|secretkey|accesskey|apikey|token)");
    private static final Pattern SECRET_VALUE = Pattern.compile(
            "(?i).*(AKIA[0-9A-Z]{16}|pl_[\\w-]{20,}|://[^/\\s:@]+:[^@\\s{]+@|(password|secretkey|accesskey|token)=(?!(RAW\\()?[{$#])).*");

    @TestFactory
    Stream<DynamicTest> followsTheSchemaOfCamelsYaml() throws IOException {
        JsonSchema schema;
        try (InputStream in = getClass().getResourceAsStream("/schema/camelYamlDsl.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in);
        }
        return everyFile(file -> assertThat(schema.validate(file.yaml())).isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> holdsOneThing() {
        return everyFile(file -> {
            assertThat(file.yaml()).hasSize(1);
            assertThat(file.kind()).isIn("route", "routeConfiguration", "rest");
        });
    }

    @TestFactory
    Stream<DynamicTest> isNamedByItsId() {
        return everyFile(file -> {
            // A route configuration without an id covers all routes that name none.
            if (!file.kind().equals("routeConfiguration") || file.content().has("id")) {
                assertThat(file.content().path("id").asText()).isEqualTo(file.name());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> isNamedByFeatureAndVerb() throws IOException {
        Set<String> operations = operations();
        return everyFile(RouteFile::isRoute, file -> {
            // The contract names the routes that serve it.
            if (!operations.contains(file.name()) && !file.folder().equals("shared")) {
                assertThat(file.name()).matches(NAME).startsWith(file.folder() + "-");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> isDescribedInASentence() {
        return everyFile(file -> {
            if (!WITHOUT_DESCRIPTION.contains(file.name())) {
                assertThat(file.content().path("description").asText()).matches("[A-Z](.|\n)+\\.");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> hasItsFolderAsGroup() {
        return everyFile(
                RouteFile::isRoute,
                file -> assertThat(file.content().path("group").asText()).isEqualTo(file.folder()));
    }

    @TestFactory
    Stream<DynamicTest> saysWhatItIsBeforeWhatItDoes() {
        return everyFile(RouteFile::isRoute, file -> {
            List<String> keys = new ArrayList<>();
            file.content().fieldNames().forEachRemaining(keys::add);
            assertThat(keys).startsWith("id", "group", "description").endsWith("from");
        });
    }

    @TestFactory
    Stream<DynamicTest> isShort() {
        return everyFile(file -> assertThat(file.text().lines()).hasSizeLessThanOrEqualTo(LONGEST));
    }

    @TestFactory
    Stream<DynamicTest> hasNoCommentBelowItsHead() {
        // Kaoto, the designer, deletes them.
        return everyFile(file -> {
            LoaderOptions options = new LoaderOptions();
            options.setProcessComments(true);
            boolean body = false;
            for (Event event : new Yaml(options).parse(new StringReader(file.text()))) {
                body |= event instanceof ScalarEvent;
                if (body && event instanceof CommentEvent comment) {
                    assertThat(comment.getCommentType()).as(comment.getValue()).isEqualTo(CommentType.BLANK_LINE);
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> namesItsStepsAfterItself() {
        return everyFile(
                RouteFile::isRoute,
                file -> assertThat(file.stepIds())
                        .allSatisfy(
                                id -> assertThat(id).matches(Pattern.quote(file.name()) + "-[a-z0-9]+(-[a-z0-9]+)*")));
    }

    @Test
    void everyStepHasAnIdOfItsOwn() {
        List<String> ids = new ArrayList<>(FILES.stream().map(RouteFile::name).toList());
        FILES.forEach(file -> ids.addAll(file.stepIds()));
        assertThat(ids).doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicTest> isEnteredByItsOwnName() {
        return everyFile(
                file -> !file.entrance().isEmpty(),
                file -> assertThat(file.entrance()).isEqualTo(file.name()));
    }

    @TestFactory
    Stream<DynamicTest> callsRoutesThatExist() {
        Set<String> entrances = FILES.stream().map(RouteFile::entrance).collect(Collectors.toSet());
        return everyFile(file -> assertThat(entrances).containsAll(file.directCalls()));
    }

    @TestFactory
    Stream<DynamicTest> isCalled() throws IOException {
        Set<String> called = new TreeSet<>(operations());
        FILES.forEach(file -> called.addAll(file.directCalls()));
        called.addAll(calledFromJava());
        return everyFile(
                file -> !file.entrance().isEmpty(), file -> assertThat(called).contains(file.entrance()));
    }

    /**
     * Camel asks Spring's environment, which holds application.yaml and what our own EnvironmentPostProcessors add; a
     * default in a settings record is unknown to it.
     */
    @TestFactory
    Stream<DynamicTest> readsPropertiesThatAreSet() throws IOException, ReflectiveOperationException {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yaml"))
                .forEach(environment.getPropertySources()::addLast);
        for (String name : SpringFactoriesLoader.loadFactoryNames(EnvironmentPostProcessor.class, null)) {
            if (name.startsWith("io.pledgeline.")) {
                var constructor = Class.forName(name).getDeclaredConstructor();
                constructor.setAccessible(true);
                ((EnvironmentPostProcessor) constructor.newInstance())
                        .postProcessEnvironment(environment, new SpringApplication());
            }
        }
        return everyFile(file -> assertThat(file.placeholders())
                .allSatisfy(key -> assertThat(key.contains(":") || environment.containsProperty(key))
                        .as(key)
                        .isTrue()));
    }

    @TestFactory
    Stream<DynamicTest> runsSqlFilesThatExist() {
        return everyFile(file -> assertThat(file.sqlFiles())
                .allSatisfy(sql -> assertThat(RouteFile.FOLDER.resolve(sql)).isRegularFile()));
    }

    @TestFactory
    Stream<DynamicTest> callsBeansThatExist() throws ClassNotFoundException {
        SpringBeans beans = new SpringBeans();
        return everyFile(file -> {
            for (Call call : file.calls()) {
                assertThat(beans.names()).contains(call.bean());
                if (call.method().isEmpty()) {
                    assertThat(beans.methods(call.bean())).as(call.bean()).hasSize(1);
                } else {
                    assertThat(beans.methods(call.bean())).as(call.bean()).contains(call.method());
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> holdsNoSecret() {
        return everyFile(file -> {
            for (Entry entry : file.entries()) {
                if (entry.value().isTextual()
                        && SECRET_NAME.matcher(entry.key()).matches()) {
                    assertThat(entry.value().asText()).as(entry.key()).matches("(RAW\\()?(\\{\\{|\\$\\{|#).*");
                }
            }
            assertThat(file.texts())
                    .noneMatch(text -> SECRET_VALUE.matcher(text).matches());
        });
    }

    private static Stream<DynamicTest> everyFile(Consumer<RouteFile> rule) {
        return everyFile(file -> true, rule);
    }

    private static Stream<DynamicTest> everyFile(Predicate<RouteFile> which, Consumer<RouteFile> rule) {
        return FILES.stream()
                .filter(which)
                .map(file -> dynamicTest(file.name(), file.path().toUri(), () -> rule.accept(file)));
    }

    /** The operations of the contract: each is served by the direct route of its name. */
    private static Set<String> operations() throws IOException {
        try (InputStream in = RoutesAreWellFormedTest.class.getResourceAsStream("/openapi.yaml")) {
            return Set.copyOf(new YAMLMapper().readTree(in).findValuesAsText("operationId"));
        }
    }

    private static Set<String> calledFromJava() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            Set<String> names = new TreeSet<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Pattern.compile("\"direct:([a-z0-9-]+)\"")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(found -> names.add(found.group(1)));
            }
            return names;
        }
    }
}
