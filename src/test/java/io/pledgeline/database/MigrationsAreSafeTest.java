package io.pledgeline.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The version before goes on working while a migration runs and after it: what it reads and writes stays. */
class MigrationsAreSafeTest {

    /** Everything before was there before anybody ran it. */
    private static final String FIRST = "V0022";

    private record Rule(String why, Pattern forbidden) {}

    private static final List<Rule> RULES = List.of(
            rule("the version before still reads it", "drop\\s+(table|column|view|function|type)"),
            rule("the version before calls it by its former name", "\\brename\\b"),
            rule("the version before does not know that it must say a value", "set\\s+not\\s+null"),
            rule(
                    "the version before writes the former type, and the table is written anew under a lock",
                    "alter\\s+column\\s+\\w+\\s+(set\\s+data\\s+)?type"),
            rule(
                    "the version before says no value",
                    "add\\s+column\\s+(if\\s+not\\s+exists\\s+)?[^;,]*not\\s+null(?![^;,]*default)"),
            rule(
                    "each row would be written, under a lock that keeps everybody out",
                    "add\\s+column\\s+[^;,]*default\\s+(clock_timestamp|uuidv7|gen_random_uuid|random)\\s*\\("),
            rule(
                    "each row would be checked under a lock that keeps everybody out: NOT VALID first",
                    "add\\s+constraint\\s+\\w+\\s+(check|foreign\\s+key)(?![^;]*not\\s+valid)"),
            rule("nobody could write meanwhile", "\\block\\s+table\\b"));

    private static Rule rule(String why, String forbidden) {
        return new Rule(why, Pattern.compile(forbidden));
    }

    @TestFactory
    Stream<DynamicTest> leavesTheVersionBeforeWorking() throws IOException {
        return migrations().stream()
                .map(file -> dynamicTest(
                        file.getFileName().toString(),
                        () -> assertThat(broken(Files.readString(file))).isEmpty()));
    }

    @Test
    void findsWhatWouldBreakIt() {
        List<String> unsafe = List.of(
                "ALTER TABLE jobs DROP COLUMN phase;",
                "DROP TABLE jobs;",
                "ALTER TABLE jobs RENAME COLUMN phase TO step;",
                "ALTER TABLE jobs ALTER COLUMN phase SET NOT NULL;",
                "ALTER TABLE jobs ALTER COLUMN attempts TYPE bigint;",
                "ALTER TABLE jobs ADD COLUMN note text NOT NULL;",
                "ALTER TABLE csv_upload_chunks ADD COLUMN made_at timestamptz DEFAULT clock_timestamp();",
                "ALTER TABLE jobs ADD CONSTRAINT jobs_note CHECK (note <> '');",
                "LOCK TABLE jobs;");
        List<String> safe = List.of(
                "ALTER TABLE jobs ADD COLUMN note text;",
                "ALTER TABLE jobs ADD COLUMN tries integer NOT NULL DEFAULT 0;",
                "ALTER TABLE jobs ADD CONSTRAINT jobs_note CHECK (note <> '') NOT VALID;",
                "CREATE TABLE notes (id uuid PRIMARY KEY DEFAULT uuidv7(), text text NOT NULL);",
                "-- Nobody shall DROP TABLE jobs;\nSELECT 1;");

        assertThat(unsafe).allSatisfy(statement -> assertThat(broken(statement)).isNotEmpty());
        assertThat(safe).allSatisfy(statement -> assertThat(broken(statement)).isEmpty());
    }

    private static List<String> broken(String migration) {
        String statements = migration.replaceAll("--[^\n]*", "").toLowerCase(Locale.ROOT);
        List<String> broken = new ArrayList<>();
        for (String statement : statements.split(";")) {
            for (Rule rule : RULES) {
                if (rule.forbidden().matcher(statement).find()) {
                    broken.add(rule.why() + ": " + statement.strip());
                }
            }
        }
        return broken;
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            List<Path> young = files.filter(
                            file -> file.getFileName().toString().compareTo(FIRST) >= 0)
                    .sorted()
                    .toList();
            assertThat(young).isNotEmpty();
            return young;
        }
    }
}
