package io.pledgeline.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.CorpusCase.Expect;
import io.pledgeline.load.CorpusCase.JobError;
import io.pledgeline.load.CorpusCase.RowError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Compares what came of an upload with what a case expects. */
final class CorpusCheck {

    private CorpusCheck() {}

    /**
     * Checks all that a case says.
     *
     * @param job the job's document
     * @param errors of its rows
     * @param files how its files were read
     * @param tables the records of its campaign
     */
    static void check(Expect expect, JsonNode job, List<JsonNode> errors, JsonNode files, CorpusTables tables) {
        String all = job + " with " + errors;
        assertThat(job.get("status").asText()).as(all).isEqualTo(expect.status());
        if (expect.phase() != null) {
            assertThat(job.get("phase").asText()).as(all).isEqualTo(expect.phase());
        }
        assertThat(error(job.get("error"))).as(all).isEqualTo(expect.error());
        assertThat(errors.stream().map(CorpusCheck::rowError)).as(all).isEqualTo(expect.errors());
        assertThat(stream(job.get("warnings"))
                        .map(warning -> warning.get("code").asText()))
                .as(all)
                .isEqualTo(expect.warnings());
        if (expect.rows() != null) {
            assertThat(Imports.rows(job)).as(all).isEqualTo(expect.rows());
        }
        if (expect.platform() != null) {
            assertThat(job.get("platform").asText()).isEqualTo(expect.platform());
        }
        expect.figures()
                .forEach((key, figure) ->
                        assertThat(figure(job.get("results"), key)).as(key).isEqualTo(figure));
        if (expect.file() != null) {
            assertThat(files.size()).as(files.toString()).isEqualTo(1);
            object(files.get(0), expect.file(), "/file");
        }
        if (expect.files() != null) {
            list(files, expect.files(), "/files");
        }
        expect.tables().forEach((table, rows) -> list(tables.read(table), rows, "/tables/" + table));
    }

    private static @Nullable JobError error(JsonNode error) {
        return error.isNull()
                ? null
                : new JobError(
                        error.get("code").asText(),
                        error.has("row") ? error.get("row").asInt() : null);
    }

    private static RowError rowError(JsonNode error) {
        String column = error.path("column").asText("");
        return new RowError(
                error.path("file").asText(null),
                error.get("row").asInt(),
                column.isEmpty() || error.get("column").isNull() ? null : column,
                error.get("code").asText());
    }

    private static String figure(JsonNode results, String key) {
        JsonNode figure = results.required(key);
        return figure.isInt()
                ? figure.asText()
                : figure.required("inserted").asText() + "/"
                        + figure.required("updated").asText() + "/"
                        + figure.required("unchanged").asText();
    }

    /** As many as expected, in this order, and each has at least what is expected of it. */
    static void list(JsonNode actual, JsonNode expected, String at) {
        if (!expected.isArray()) {
            throw new IllegalArgumentException(at + " is not a list");
        }
        assertThat(actual.size()).as(at + " of " + actual).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            object(actual.get(i), expected.get(i), at + "/" + i);
        }
    }

    private static void object(JsonNode actual, JsonNode expected, String at) {
        if (!expected.isObject()) {
            throw new IllegalArgumentException(at + " is not an object");
        }
        expected.properties().forEach(e -> {
            String key = e.getKey();
            assertThat(actual.has(key)).as(key + " at " + at + " of " + actual).isTrue();
            value(actual.get(key), e.getValue(), at + "/" + key);
        });
    }

    private static void value(JsonNode actual, JsonNode expected, String at) {
        // Nobody knows all questions that a file might have had, so an answer that is not named must not be there.
        if (at.endsWith("/answers")) {
            assertThat(names(actual)).as(at).containsExactlyInAnyOrderElementsOf(names(expected));
        }
        if (expected.isObject()) {
            object(actual, expected, at);
        } else if (expected.isArray()) {
            assertThat(stream(actual).map(JsonNode::asText))
                    .as(at)
                    .isEqualTo(stream(expected).map(JsonNode::asText).toList());
        } else {
            assertThat(text(actual)).as(at + " of " + actual).isEqualTo(text(expected));
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isNull() ? null : node.asText();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
