package io.pledgeline.analysis;

import static io.pledgeline.analysis.Confirmation.invalid;

import com.fasterxml.jackson.core.type.TypeReference;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Lays what a person said over what was proposed: parameters of {@code confirm-analysis.sql}. */
@Component
class ConfirmedMapping {

    private static final TypeReference<List<File>> FILES = new TypeReference<>() {};

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
        JsonNode proposal = proposal(row);
        String platform = proposal.get("platform").asText();
        Map<String, Choice> proposed = new LinkedHashMap<>();
        Map<String, Choice> unseen = new LinkedHashMap<>();
        for (JsonNode column : proposal.get("columns")) {
            String header = column.get("header").asText();
            int occurrence = column.get("occurrence").asInt();
            String field = column.get("field").asText();
            String key = Draft.key(header, occurrence);
            proposed.put(key, new Choice(header, occurrence, field));
            unseen.put(
                    key, new Choice(header, occurrence, column.path("confirmed").asText(field)));
        }
        Map<String, Choice> chosen = new LinkedHashMap<>(proposed);
        Set<String> said = new HashSet<>();
        confirmation.changes().forEach(change -> said.addAll(apply(change, chosen)));
        List<File> files = Json.read(proposal.get("files").toString(), FILES);
        files.forEach(file -> settleRivals(Draft.keys(file.headers()), chosen, said));
        chosen.replaceAll((key, choice) ->
                !said.contains(key) && choice.equals(proposed.get(key)) ? unseen.getOrDefault(key, choice) : choice);
        Choices choices = new Choices(platform, List.copyOf(chosen.values()));
        Choices asProposed = new Choices(platform, List.copyOf(unseen.values()));
        refuseUnasked(choices, said, row.text("analysis"), confirmation);
        CampaignSettings campaign = new CampaignSettings(ZoneId.of(row.text("timezone")), row.textOrNull("currency"));
        Map<String, String> remembered = new LinkedHashMap<>();
        for (File file : files) {
            List<String> keys = Draft.keys(file.headers());
            refuseMissing(file, asProposed, choices, campaign);
            Choices own = new Choices(
                    platform,
                    keys.stream().map(chosen::get).filter(Objects::nonNull).toList());
            remembered.put(Fingerprint.of(file.headers()), own.toJson());
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

    private JsonNode proposal(Row row) {
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

    /** The keys of the columns that the change is about. */
    private static List<String> apply(Confirmation.Change change, Map<String, Choice> chosen) {
        if (!Choices.isField(change.field())) {
            throw invalid("There is no field " + change.field() + ", which " + change.header() + " is said to be.");
        }
        List<String> changed = new ArrayList<>();
        int last = change.occurrence() == 0 ? Integer.MAX_VALUE : change.occurrence();
        for (int n = Math.max(1, change.occurrence()); n <= last; n++) {
            String key = Draft.key(change.header(), n);
            Choice before = chosen.get(key);
            if (before == null) {
                break;
            }
            changed.add(key);
            chosen.put(key, new Choice(before.header(), before.occurrence(), change.field()));
        }
        if (changed.isEmpty()) {
            throw invalid("There is no column " + change.header()
                    + (change.occurrence() > 1 ? " of that name for the " + change.occurrence() + ". time" : "") + ".");
        }
        return changed;
    }

    /** Of one file no two columns are said to be the same: what was proposed gives way to it, and stays a detail. */
    private static void settleRivals(List<String> keys, Map<String, Choice> chosen, Set<String> said) {
        Map<String, Choice> claims = new HashMap<>();
        for (String key : keys) {
            Choice choice = chosen.get(key);
            if (choice == null || !said.contains(key) || Choices.isShared(choice.field())) {
                continue;
            }
            Choice rival = claims.putIfAbsent(choice.field(), choice);
            if (rival != null) {
                throw invalid("Both " + rival.header() + " and " + choice.header() + " are said to be " + choice.field()
                        + ", which only one column can be.");
            }
        }
        for (String key : keys) {
            Choice choice = chosen.get(key);
            if (choice != null && !said.contains(key) && claims.containsKey(choice.field())) {
                chosen.put(key, new Choice(choice.header(), choice.occurrence(), "pledge.details"));
            }
        }
    }

    /** What a platform finds by the cells is missing without them; it is not when the proposal gave it. */
    private void refuseMissing(File file, Choices asProposed, Choices choices, CampaignSettings campaign) {
        List<String> byCells = new ArrayList<>(missing(file, asProposed, campaign));
        byCells.removeAll(file.missing());
        List<String> missing = new ArrayList<>(missing(file, choices, campaign));
        missing.removeAll(byCells);
        if (!missing.isEmpty()) {
            throw invalid("No column of " + file.name() + " gives " + String.join(", ", missing) + ", which "
                    + choices.platform() + " needs.");
        }
    }

    private List<String> missing(File file, Choices choices, CampaignSettings campaign) {
        return platforms
                .resolve(choices.platform(), file.headers(), List.of(), campaign, choices)
                .missing();
    }

    private void refuseUnasked(Choices choices, Set<String> said, String analysis, Confirmation confirmation) {
        boolean isSeen = analysis.equalsIgnoreCase(confirmation.analysis());
        if (!isSeen && confirmation.analysis() != null) {
            throw new ProblemException(
                    409, "NOT_ANALYZED", "There is another proposal by now: look at it, and confirm that one.");
        }
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
