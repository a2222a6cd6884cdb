package io.pledgeline.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.pledgeline.http.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /api/workbooks/{id}/analyze/confirm} says.
 *
 * @param changes to what was proposed
 * @param consent whether the cells of columns that a model reads may be sent to it
 * @param analysis whose proposal was seen; null leaves it open
 */
public record Confirmation(
        List<Change> changes, boolean consent, @Nullable String analysis) {

    /**
     * What a column is instead.
     *
     * @param occurrence which of the columns with this header, from 1; 0 means all of them
     */
    record Change(String header, int occurrence, String field) {}

    /** The confirmation of a proposal as it is. */
    static final Confirmation AS_IT_IS = new Confirmation(List.of(), false, null);

    /** Reads the parts of a body; a mapping is an object of fields by header, or a list of columns. */
    static Confirmation of(
            @Nullable JsonNode saidMapping, @Nullable JsonNode saidConsent, @Nullable JsonNode saidAnalysis) {
        JsonNode mapping = saidMapping == null ? MissingNode.getInstance() : saidMapping;
        JsonNode consent = saidConsent == null ? MissingNode.getInstance() : saidConsent;
        if (isGiven(consent) && !consent.isBoolean()) {
            throw ProblemException.invalidParameter("consent", "is true or false.");
        }
        JsonNode analysis = saidAnalysis == null ? MissingNode.getInstance() : saidAnalysis;
        if (isGiven(analysis) && !analysis.isTextual()) {
            throw ProblemException.invalidParameter("analysis", "is the id of an analysis.");
        }
        List<Change> changes = new ArrayList<>();
        if (isGiven(mapping)) {
            if (!mapping.isContainerNode()) {
                throw invalid("It is an object of fields by header, or a list of columns with header and field.");
            }
            mapping.properties().forEach(entry -> changes.add(change(entry.getKey(), 0, entry.getValue())));
            if (mapping.isArray()) {
                mapping.forEach(column -> changes.add(
                        change(text(column.path("header"), "header"), occurrence(column), column.path("field"))));
            }
        }
        return new Confirmation(
                List.copyOf(changes), consent.asBoolean(), isGiven(analysis) ? analysis.asText() : null);
    }

    private static boolean isGiven(JsonNode node) {
        return !node.isNull() && !node.isMissingNode();
    }

    private static Change change(String header, int occurrence, JsonNode field) {
        return new Change(header, occurrence, text(field, "field of " + header));
    }

    private static int occurrence(JsonNode column) {
        JsonNode occurrence = column.path("occurrence");
        if (!isGiven(occurrence)) {
            return 0;
        }
        if (!occurrence.isInt() || occurrence.asInt() < 1) {
            throw invalid("The occurrence of a column is a number from 1.");
        }
        return occurrence.asInt();
    }

    private static String text(JsonNode node, String what) {
        if (!node.isTextual()) {
            throw invalid("The " + what + " is a text.");
        }
        return node.asText();
    }

    static ProblemException invalid(String reason) {
        return new ProblemException(400, "INVALID_MAPPING", "mapping: " + reason);
    }
}
