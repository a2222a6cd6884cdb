package io.pledgeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file {@code routes/<feature>/<name>.camel.yaml} as it is written, without Camel. */
record RouteFile(Path path, String text, JsonNode yaml) {

    static final Path FOLDER = Path.of("routes");

    private static final String EXTENSION = ".camel.yaml";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]+)}}");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** A value in the file, by the key it stands under. */
    record Entry(String key, JsonNode value) {}

    /** A bean that a step calls; the method is empty when the bean has one only. */
    record Call(String bean, String method) {}

    static List<RouteFile> all() {
        return below(EXTENSION).map(RouteFile::read).toList();
    }

    static Stream<Path> below(String extension) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(extension))
                    .sorted(Comparator.naturalOrder())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RouteFile read(Path path) {
        try {
            String text = Files.readString(path);
            return new RouteFile(path, text, YAML.readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return path.getFileName().toString().replace(EXTENSION, "");
    }

    String folder() {
        return path.getParent().getFileName().toString();
    }

    /** The one thing in the file: a route, a route configuration or the rest service. */
    JsonNode content() {
        return yaml.path(0).path(kind());
    }

    String kind() {
        return yaml.path(0).fieldNames().next();
    }

    boolean isRoute() {
        return kind().equals("route");
    }

    /** Every key with its value, at any depth, in the order of the file. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        collect(yaml, entries);
        return entries;
    }

    private static void collect(JsonNode node, List<Entry> entries) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            entries.add(new Entry(field.getKey(), field.getValue()));
        }
        node.forEach(child -> collect(child, entries));
    }

    /** Every text in the file. */
    Stream<String> texts() {
        return entries().stream()
                .flatMap(entry -> entry.value().isArray() ? elements(entry.value()) : Stream.of(entry.value()))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements.stream();
    }

    /** The ids of the route's steps. */
    List<String> stepIds() {
        List<Entry> steps = new ArrayList<>();
        collect(content().path("from"), steps);
        return steps.stream()
                .filter(entry -> entry.key().equals("id"))
                .map(entry -> entry.value().asText())
                .toList();
    }

    /** The name of the {@code direct:} endpoint by which the route is entered, or empty. */
    String entrance() {
        return direct(content().path("from"));
    }

    /** The names of the {@code direct:} endpoints that steps call. */
    List<String> directCalls() {
        List<Entry> steps = new ArrayList<>();
        collect(content().path("from").path("steps"), steps);
        return steps.stream()
                .map(Entry::value)
                .map(RouteFile::direct)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String direct(JsonNode endpoint) {
        String uri = endpoint.path("uri").asText();
        return uri.equals("direct")
                ? endpoint.path("parameters").path("name").asText()
                : uri.startsWith("direct:")
                        ? uri.replaceFirst("^direct:(//)?", "").replaceFirst("\\?.*", "")
                        : "";
    }

    /** What stands between double braces, with its default. */
    List<String> placeholders() {
        return texts().flatMap(text -> PLACEHOLDER.matcher(text).results())
                .map(found -> found.group(1))
                .toList();
    }

    /** The SQL files below {@link #FOLDER} that the route runs. */
    List<String> sqlFiles() {
        List<String> files = new ArrayList<>();
        for (Entry entry : entries()) {
            if (entry.key().equals("setProperty")
                    && entry.value().path("name").asText().equals("sql")) {
                files.add(constant(entry.value()));
            }
        }
        return files;
    }

    private static String constant(JsonNode step) {
        JsonNode constant = step.path("constant");
        return constant.isObject() ? constant.path("expression").asText() : constant.asText();
    }

    /** The beans that steps and expressions call. */
    List<Call> calls() {
        return entries().stream()
                .filter(entry -> List.of("bean", "method").contains(entry.key())
                        && entry.value().has("ref"))
                .map(entry -> new Call(
                        entry.value().path("ref").asText(),
                        entry.value().path("method").asText().replaceFirst("\\(.*", "")))
                .toList();
    }
}
