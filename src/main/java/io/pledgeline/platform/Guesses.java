package io.pledgeline.platform;

import io.pledgeline.platform.Proposal.Source;
import io.pledgeline.platform.Proposal.Suggestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gives the columns of which nothing is known to the fields that are left, the best guess first. */
final class Guesses {
    private static final double BY_ALIAS = 0.8;
    private static final double MOST_OF_A_MODEL = 0.8;
    private static final double AMBIGUOUS = 0.55;
    /** Two columns whose scores are nearer than this cannot be told apart. */
    private static final double MARGIN = 0.05;

    private final PlatformFile file;
    private final Vocabulary vocabulary;
    private final List<String> headers;
    private final List<String> folded;
    private final Sample sample;
    private final CampaignSettings campaign;
    private final RowKind row;

    Guesses(
            PlatformFile file,
            Vocabulary vocabulary,
            List<String> headers,
            Sample sample,
            CampaignSettings campaign,
            RowKind row) {
        this.file = file;
        this.vocabulary = vocabulary;
        this.headers = headers;
        this.folded = headers.stream().map(Texts::fold).toList();
        this.sample = sample;
        this.campaign = campaign;
        this.row = row;
    }

    /** @param decided what the columns are; null where it is to be found */
    void decide(@Nullable Guess[] decided, Claims claims, List<Suggestion> suggestions) {
        Map<Integer, ColumnProfile> open = new TreeMap<>();
        List<String> dates = file.values() == null ? List.of() : file.values().dates();
        for (int i = 0; i < decided.length; i++) {
            if (decided[i] == null) {
                open.put(i, ColumnProfile.of(sample, i, dates, campaign.timezone()));
            }
        }
        assign(aliases(open), decided, claims);
        List<Guess> similar = similar(open, claims);
        List<Guess> weak = assignSure(similar, decided, claims);
        if (!file.isFallback()) {
            // What a platform does not name is as it says of all the rest, unless something is clear.
            weak.clear();
        }
        weak.addAll(suggested(suggestions, open));
        weak.sort(Comparator.comparingDouble(Guess::confidence).reversed().thenComparing(order()));
        assign(weak, decided, claims);
    }

    private List<Guess> aliases(Map<Integer, ColumnProfile> open) {
        List<Guess> guesses = new ArrayList<>();
        open.forEach((index, cells) -> {
            List<String> fields = vocabulary.aliasesOf(headers.get(index));
            for (int i = 0; i < fields.size(); i++) {
                String field = fields.get(i);
                if (isOfRow(field) && !FieldKind.of(field).isContradictedBy(cells) && canBeKey(field, cells)) {
                    guesses.add(new Guess(index, field, BY_ALIAS, -i, Source.ALIAS, Reasons.alias(field)));
                }
            }
        });
        guesses.sort(order());
        return guesses;
    }

    /** Rows of one key become one record. */
    private static boolean canBeKey(String field, ColumnProfile cells) {
        return !Fields.isKey(field) || cells.different() == 0 || FieldKind.ID.fit(cells) > 0;
    }

    /** What a row is must not change by a guess: items add up, and rewards are details there. */
    private boolean isOfRow(String field) {
        return row == RowKind.ITEM ? !field.startsWith("reward.") : !field.startsWith("item.");
    }

    private List<Guess> similar(Map<Integer, ColumnProfile> open, Claims claims) {
        double largest =
                open.values().stream().mapToDouble(ColumnProfile::size).max().orElse(0);
        Similarity similarity = new Similarity(vocabulary, largest);
        List<String> fields = vocabulary.fields().stream()
                .filter(field -> isOfRow(field) && Similarity.canGuess(field) && claims.isFree(field))
                .toList();
        List<Guess> guesses = new ArrayList<>();
        open.forEach((index, cells) -> {
            HeaderWords header = HeaderWords.of(headers.get(index));
            for (String field : fields) {
                Guess guess = similarity.guess(index, header, cells, field);
                if (guess.confidence() >= Similarity.WEAK) {
                    guesses.add(guess);
                }
            }
        });
        guesses.sort(order());
        return guesses;
    }

    /** Best first; equal ones by their headers, so that the order of the columns does not matter. */
    private Comparator<Guess> order() {
        return Comparator.comparingDouble(Guess::score)
                .reversed()
                .thenComparing(guess -> folded.get(guess.index()))
                .thenComparing(Guess::field)
                .thenComparingInt(Guess::index);
    }

    private static void assign(List<Guess> guesses, @Nullable Guess[] decided, Claims claims) {
        for (Guess guess : guesses) {
            if (decided[guess.index()] == null && claims.isFree(guess.field())) {
                decided[guess.index()] = guess;
                claims.add(guess.field());
            }
        }
    }

    /** Assigns the guesses that are sure and have no rival, and gives back the others. */
    private static List<Guess> assignSure(List<Guess> guesses, @Nullable Guess[] decided, Claims claims) {
        Map<Integer, List<Guess>> byColumn = new HashMap<>();
        Map<String, List<Guess>> byField = new HashMap<>();
        for (Guess guess : guesses) {
            byColumn.computeIfAbsent(guess.index(), i -> new ArrayList<>()).add(guess);
            byField.computeIfAbsent(guess.field(), f -> new ArrayList<>()).add(guess);
        }
        List<Guess> weak = new ArrayList<>();
        for (Guess guess : guesses) {
            if (decided[guess.index()] != null || !claims.isFree(guess.field())) {
                continue;
            }
            boolean rivalled = byField.getOrDefault(guess.field(), List.of()).stream()
                    .anyMatch(other -> other.index() != guess.index()
                            && Math.abs(other.score() - guess.score()) < MARGIN
                            && decided[other.index()] == null
                            && isBest(other, byColumn.getOrDefault(other.index(), List.of()), claims));
            if (guess.confidence() >= Proposal.SURE && !rivalled) {
                assign(List.of(guess), decided, claims);
            } else {
                weak.add(rivalled ? guess.rivalled(AMBIGUOUS) : guess);
            }
        }
        return weak;
    }

    private static boolean isBest(Guess guess, List<Guess> ofColumn, Claims claims) {
        return ofColumn.stream().noneMatch(other -> other.score() > guess.score() && claims.isFree(other.field()));
    }

    private List<Guess> suggested(List<Suggestion> suggestions, Map<Integer, ColumnProfile> open) {
        Map<String, Integer> indexes = new HashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < folded.size(); i++) {
            indexes.put(folded.get(i) + '\n' + seen.merge(folded.get(i), 1, Integer::sum), i);
        }
        List<Guess> guesses = new ArrayList<>();
        for (Suggestion suggestion : suggestions) {
            Integer index = indexes.get(Texts.fold(suggestion.header()) + '\n' + suggestion.occurrence());
            ColumnProfile cells = index == null ? null : open.get(index);
            String field = suggestion.field();
            boolean usable = Choices.isField(field) && !field.equals(Fields.OTHERWISE) && isOfRow(field);
            double confidence = Math.min(MOST_OF_A_MODEL, suggestion.confidence());
            if (index != null
                    && cells != null
                    && usable
                    && confidence > 0
                    && !FieldKind.of(field).isContradictedBy(cells)) {
                guesses.add(new Guess(index, field, confidence, confidence, Source.AI, Reasons.suggested()));
            }
        }
        return guesses;
    }
}
