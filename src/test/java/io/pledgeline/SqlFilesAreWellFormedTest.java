package io.pledgeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules of the SQL files beside the routes, each checked on every file. */
class SqlFilesAreWellFormedTest {

    private static final Pattern KEYWORD = Pattern.compile(
            "\\b(?i:select|from|where|insert|into|update|delete|set|values|and|or|not|null|is|as|join|cross|lateral"
                    + "|using|on|conflict|do|nothing|returning|with|materialized|recursive|order|group|by|having|limit"
                    + "|offset|case|when|then|else|end|exists|in|distinct|union|all|over|partition|filter|for|share"
                    + "|skip|locked|constraint|excluded|between|like|ilike|asc|desc|true|false|any)\\b");

    @TestFactory
    Stream<DynamicTest> isNamedByVerbAndObject() throws IOException {
        return everyFile((path, sql) -> {
            assertThat(path.getFileName().toString()).matches("[a-z]+(-[a-z]+)+\\.sql");
            assertThat(path.getParent().getFileName()).hasToString("sql");
        });
    }

    @TestFactory
    Stream<DynamicTest> saysInItsFirstLineWhatItDoes() throws IOException {
        return everyFile(
                (path, sql) -> assertThat(sql.lines().findFirst().orElse("")).matches("-- [A-Z].+\\."));
    }

    @TestFactory
    Stream<DynamicTest> isOneStatement() throws IOException {
        return everyFile((path, sql) -> assertThat(bare(sql)).isNotBlank().doesNotContain(";"));
    }

    @TestFactory
    Stream<DynamicTest> writesKeywordsInUpperCase() throws IOException {
        return everyFile((path, sql) -> {
            List<String> words = KEYWORD.matcher(
                            bare(sql).replaceAll(":\\?\\w+", " ").replaceAll("\\.\\w+", " "))
                    .results()
                    .map(found -> found.group())
                    .toList();
            assertThat(words).allSatisfy(word -> assertThat(word).isUpperCase());
        });
    }

    @TestFactory
    Stream<DynamicTest> takesNamedParameters() throws IOException {
        return everyFile((path, sql) -> {
            String rest = bare(sql).replaceAll(":\\?[a-z][A-Za-z]*", " ").replace("::", " ");
            assertThat(rest).doesNotContain("?").doesNotContainPattern(":[A-Za-z]");
            // CountedParameters counts question marks, in comments and literals, too.
            assertThat(sql.replace(":?", " ")).doesNotContain("?");
        });
    }

    @TestFactory
    Stream<DynamicTest> isRunByARoute() throws IOException {
        Set<String> used = RouteFile.all().stream()
                .flatMap(file -> file.sqlFiles().stream())
                .collect(Collectors.toSet());
        return everyFile((path, sql) -> assertThat(used)
                .contains(RouteFile.FOLDER.relativize(path).toString().replace('\\', '/')));
    }

    private static Stream<DynamicTest> everyFile(BiConsumer<Path, String> rule) throws IOException {
        Stream.Builder<DynamicTest> tests = Stream.builder();
        for (Path path : RouteFile.below(".sql").toList()) {
            String sql = Files.readString(path);
            tests.add(dynamicTest(RouteFile.FOLDER.relativize(path).toString(), () -> rule.accept(path, sql)));
        }
        return tests.build();
    }

    /** The statement without what may hold any text: literals and comments. */
    private static String bare(String sql) {
        return sql.replaceAll("--.*|'(''|[^'])*'", " ");
    }
}
