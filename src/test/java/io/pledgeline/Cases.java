package io.pledgeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests that are data: the files {@code src/test/resources/<feature>/cases/*.yaml}, each a list of cases with
 * {@code name, why, input, expect}.
 *
 * <p>The name of a file says what its cases are about. Of an object only the keys that a case names are compared; an
 * expected {@code null} means absent.
 */
public final class Cases {

    private static final YAMLMapper YAML = new YAMLMapper();

    private Cases() {}

    /**
     * The tests of a feature's cases.
     *
     * @param run gives what comes of an input, for the name of the file and the input
     */
    public static Stream<DynamicTest> of(String feature, BiFunction<String, JsonNode, JsonNode> run)
            throws IOException {
        Stream.Builder<DynamicTest> tests = Stream.builder();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources", feature, "cases"))) {
            for (Path file : files.sorted().toList()) {
                String kind = file.getFileName().toString().replace(".yaml", "");
                for (JsonNode one : YAML.readTree(file.toFile())) {
                    tests.add(DynamicTest.dynamicTest(
                            kind + ": " + one.required("name").asText(),
                            () -> check(run.apply(kind, one.required("input")), one.required("expect"), "")));
                }
            }
        }
        return tests.build();
    }

    private static void check(JsonNode actual, JsonNode expected, String at) {
        if (expected.isObject()) {
            expected.properties().forEach(e -> check(actual.path(e.getKey()), e.getValue(), at + "/" + e.getKey()));
        } else if (expected.isArray()) {
            assertThat(actual.size()).as(at + " of " + actual).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                check(actual.path(i), expected.path(i), at + "/" + i);
            }
        } else {
            String text = actual.isMissingNode() || actual.isNull() ? "null" : actual.asText();
            assertThat(text).as(at + " of " + actual).isEqualTo(expected.isNull() ? "null" : expected.asText());
        }
    }
}
