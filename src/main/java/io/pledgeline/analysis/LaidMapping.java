package io.pledgeline.analysis;

import static io.pledgeline.analysis.Confirmation.invalid;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.analysis.Draft.File;
import io.pledgeline.platform.CampaignSettings;
import io.pledgeline.platform.Choices;
import io.pledgeline.platform.Choices.Choice;
import io.pledgeline.platform.Platforms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a person said, laid over what was proposed for a workbook.
 *
 * @param chosen of each column, by its key
 * @param said the keys of the columns of which the person said something
 * @param asProposed what would hold if nothing had been said
 */
record LaidMapping(
        String platform, List<File> files, Map<String, Choice> chosen, Set<String> said, Choices asProposed) {

    private static final TypeReference<List<File>> FILES = new TypeReference<>() {};

    /** Lays changes over a proposal; one that cannot be is refused by name. */
    static LaidMapping of(JsonNode proposal, List<Confirmation.Change> changes) {
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
        changes.forEach(change -> said.addAll(apply(change, chosen)));
        List<File> files = Json.read(proposal.get("files").toString(), FILES);
        files.forEach(file -> settleRivals(Draft.keys(file.headers()), chosen, said));
        chosen.replaceAll((key, choice) ->
                !said.contains(key) && choice.equals(proposed.get(key)) ? unseen.getOrDefault(key, choice) : choice);
        return new LaidMapping(platform, files, chosen, said, new Choices(platform, List.copyOf(unseen.values())));
    }

    /** For all files of the workbook. */
    Choices choices() {
        return new Choices(platform, List.copyOf(chosen.values()));
    }

    /** For the headers of one file. */
    Choices choicesOf(File file) {
        return new Choices(
                platform,
                Draft.keys(file.headers()).stream()
                        .map(chosen::get)
                        .filter(Objects::nonNull)
                        .toList());
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

    /**
     * The required fields that no column of a file gives.
     *
     * <p>What a platform finds by the cells is missing without them; it is not when the proposal gave it.
     */
    List<String> missing(File file, Platforms platforms, CampaignSettings campaign) {
        List<String> byCells = new ArrayList<>(missing(file, asProposed, platforms, campaign));
        byCells.removeAll(file.missing());
        List<String> missing = new ArrayList<>(missing(file, choices(), platforms, campaign));
        missing.removeAll(byCells);
        return missing;
    }

    private static List<String> missing(File file, Choices choices, Platforms platforms, CampaignSettings campaign) {
        return platforms
                .resolve(choices.platform(), file.headers(), List.of(), campaign, choices)
                .missing();
    }
}
