package io.pledgeline.analysis;

import static io.pledgeline.analysis.Confirmation.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.ai.AiSettings;
import io.pledgeline.analysis.Draft.File;
import io.pledgeline.database.Row;
import io.pledgeline.http.ProblemException;
import io.pledgeline.platform.CampaignSettings;
import io.pledgeline.platform.Choices;
import io.pledgeline.platform.Choices.Choice;
import io.pledgeline.platform.Fingerprint;
import io.pledgeline.platform.Platforms;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Lays what a person said over what was proposed: parameters of {@code confirm-analysis.sql}. */
@Component
class ConfirmedMapping {

    private final Platforms platforms;
    private final AiSettings ai;

    ConfirmedMapping(Platforms platforms, AiSettings ai) {
        this.platforms = platforms;
        this.ai = ai;
    }

    /**
     * Checks a confirmation.
     *
     * @param rows what {@code find-proposal.sql} returns
     */
    public Map<String, Object> parameters(
            @Body List<Map<String, Object>> rows, @Variable("confirmation") Confirmation confirmation) {
        Row row = new Row(rows.get(0));
        LaidMapping laid = LaidMapping.of(proposal(row), confirmation.changes());
        Choices choices = laid.choices();
        refuseUnseen(row.text("analysis"), confirmation);
        refuseUnasked(choices, laid.said(), row.text("analysis"), confirmation);
        CampaignSettings campaign = settings(row);
        Map<String, String> remembered = new LinkedHashMap<>();
        for (File file : laid.files()) {
            List<String> missing = laid.missing(file, platforms, campaign);
            if (!missing.isEmpty()) {
                throw invalid("No column of " + file.name() + " gives " + String.join(", ", missing) + ", which "
                        + choices.platform() + " needs.");
            }
            remembered.put(Fingerprint.of(file.headers()), laid.choicesOf(file).toJson());
        }
        return Map.of(
                "workbook", row.text("workbook"),
                "analysis", row.text("analysis"),
                "filename", row.text("filename"),
                "choices", choices.toJson(),
                "consent", confirmation.consent(),
                "fingerprints", remembered.keySet().toArray(String[]::new),
                "mappings", remembered.values().toArray(String[]::new));
    }

    static CampaignSettings settings(Row row) {
        return new CampaignSettings(ZoneId.of(row.text("timezone")), row.textOrNull("currency"));
    }

    /** The proposal that an import waits to hear of. */
    JsonNode proposal(Row row) {
        if (row.isNull("proposal")) {
            throw new ProblemException(
                    409,
                    "NOT_ANALYZED",
                    "There is no proposal yet: POST the path without /confirm, and wait for its job.");
        }
        if (!row.isTrue("waiting")) {
            throw notWaiting();
        }
        JsonNode proposal = Json.read(row.text("proposal"));
        if (!platforms.knows(proposal.get("platform").asText())) {
            throw new ProblemException(
                    409, "NOT_ANALYZED", "The platform of the proposal is not known any more: ask for another one.");
        }
        return proposal;
    }

    static ProblemException notWaiting() {
        return new ProblemException(409, "NOT_WAITING", "No import of this workbook waits for its mapping.");
    }

    /** What is said about one proposal does not hold for a later one. */
    static void refuseUnseen(String analysis, Confirmation confirmation) {
        if (confirmation.analysis() != null && !analysis.equalsIgnoreCase(confirmation.analysis())) {
            throw new ProblemException(
                    409, "NOT_ANALYZED", "There is another proposal by now: look at it, and confirm that one.");
        }
    }

    private void refuseUnasked(Choices choices, Set<String> said, String analysis, Confirmation confirmation) {
        boolean isSeen = analysis.equalsIgnoreCase(confirmation.analysis());
        if (!choices.isForAi()) {
            return;
        }
        if (!ai.isConfigured()) {
            throw new ProblemException(
                    409, "AI_NOT_CONFIGURED", "A column is to be read by a model, but none is configured here.");
        }
        if (!confirmation.consent()) {
            throw new ProblemException(
                    400,
                    "CONSENT_REQUIRED",
                    "The cells of the columns marked ai are sent to a model: say consent true.");
        }
        if (!isSeen && choices.columns().stream().anyMatch(choice -> isUnsaidForAi(choice, said))) {
            throw new ProblemException(
                    400,
                    "CONSENT_REQUIRED",
                    "A column is proposed for a model: name it in mapping, or say by analysis whose proposal was seen.");
        }
    }

    private static boolean isUnsaidForAi(Choice choice, Set<String> said) {
        return Choices.isForAi(choice) && !said.contains(Draft.key(choice.header(), choice.occurrence()));
    }
}
