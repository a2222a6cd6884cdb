package io.pledgeline.platform;

import io.pledgeline.platform.Proposal.Source;
import io.pledgeline.platform.Proposal.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Proposes what the columns of a file mean: first what is known of them, then what they look like, then what a model says. */
final class Proposer {
    private static final double BY_PLATFORM = 0.95;
    private static final double BY_RULE = 0.9;
    private static final double BY_PERSON = 0.95;
    private static final double BY_ALIAS = 0.9;
    /** A header that is known, over cells that are not what it says. */
    private static final double UNLIKELY = 0.5;

    private static final double OF_REST = 0.3;
    private static final int LONGEST_SAMPLE = 200;

    private final PlatformFile file;
    private final Vocabulary vocabulary;
    private final List<String> headers;
    private final Sample sample;
    private final CampaignSettings campaign;
    private final String platform;

    Proposer(PlatformFile file, Vocabulary vocabulary, List<String> headers, Sample sample, CampaignSettings campaign) {
        this.file = file;
        this.vocabulary = vocabulary;
        this.headers = headers.stream().map(Texts::storableHeader).toList();
        this.sample = sample;
        this.campaign = campaign;
        this.platform = String.valueOf(file.platform());
    }

    Proposal propose(@Nullable Choices remembered, List<Suggestion> suggestions) {
        Mapping alone = MappingResolver.resolve(file, headers, sample, campaign, null);
        List<Optional<String>> chosen = chosen(remembered);
        Mapping known = withChoices(chosen, alone);
        ShownFields shown = new ShownFields(known, file);
        @Nullable Guess[] decided = known(alone, known, shown, chosen);
        Claims claims = claims(decided, shown);
        new Guesses(file, vocabulary, headers, sample, campaign, known.row()).decide(decided, claims, suggestions);

        List<Proposal.Column> columns = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < headers.size(); i++) {
            Guess guess = decided[i] == null ? rest(i, shown.of(i)) : decided[i];
            boolean ofPlatform = decided[i] == null || guess.source() == Source.PLATFORM;
            columns.add(new Proposal.Column(
                    headers.get(i),
                    seen.merge(Texts.fold(headers.get(i)), 1, Integer::sum),
                    guess.field(),
                    guess.confidence(),
                    guess.source(),
                    guess.reason(),
                    sample.written(i).stream().map(Proposer::shortened).toList(),
                    ofPlatform));
        }
        Proposal proposal = new Proposal(platform, known.row(), columns, List.of(), List.of());
        Mapping mapping = MappingResolver.resolve(file, headers, sample, campaign, proposal.choices(), alone);
        return new Proposal(platform, mapping.row(), columns, mapping.missing(), mapping.warnings());
    }

    /** What a person chose, without what cannot be chosen: no two columns for one field, no field that is gone. */
    private List<Optional<String>> chosen(@Nullable Choices remembered) {
        List<Optional<String>> chosen = new ArrayList<>();
        Claims taken = new Claims();
        for (Optional<String> field :
                (remembered == null ? new Choices(platform, List.of()) : remembered).fieldsOf(headers)) {
            boolean holds = field.filter(f -> Choices.isField(f)
                            && (Choices.isShared(f) || taken.isFree(f))
                            && !f.equals(Fields.OTHERWISE))
                    .isPresent();
            field.filter(f -> holds).ifPresent(taken::add);
            chosen.add(holds ? field : Optional.empty());
        }
        return chosen;
    }

    private Mapping withChoices(List<Optional<String>> chosen, Mapping alone) {
        List<Choices.Choice> choices = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < headers.size(); i++) {
            int occurrence = seen.merge(Texts.fold(headers.get(i)), 1, Integer::sum);
            String header = headers.get(i);
            chosen.get(i).ifPresent(field -> choices.add(new Choices.Choice(header, occurrence, field)));
        }
        return choices.isEmpty()
                ? alone
                : MappingResolver.resolve(file, headers, sample, campaign, new Choices(platform, choices), alone);
    }

    /** What the platform's file or a person says of the columns; null for those of which neither says anything. */
    private @Nullable Guess[] known(Mapping alone, Mapping known, ShownFields shown, List<Optional<String>> chosen) {
        Set<Integer> named = MappingResolver.named(file, headers, sample, campaign);
        UnknownColumns rules = new UnknownColumns(file, known.row(), headers, sample);
        ShownFields first = new ShownFields(alone, file);
        Source source = file.isFallback() ? Source.ALIAS : Source.PLATFORM;
        @Nullable Guess[] decided = new Guess[headers.size()];
        for (int i = 0; i < decided.length; i++) {
            String choice = chosen.get(i).orElse("");
            boolean isNamed = named.contains(i) && shown.shares(first, i);
            boolean isRuled = !isNamed && rules.isCertain(i);
            if (!choice.isEmpty() && !((isNamed || isRuled) && ChosenFile.is(choice, i, alone))) {
                decided[i] = new Guess(i, choice, BY_PERSON, 0, Source.REMEMBERED, Reasons.remembered());
            } else if (isNamed) {
                decided[i] = named(i, shown, source);
            } else if (isRuled) {
                decided[i] = new Guess(i, shown.of(i), BY_RULE, 0, source, Reasons.rule(platform));
            }
        }
        return decided;
    }

    private Guess named(int index, ShownFields shown, Source source) {
        String field = shown.of(index);
        if (field.equals(Fields.OTHERWISE)) {
            return new Guess(index, field, BY_RULE, 0, source, Reasons.otherwise(shown.main(index)));
        }
        if (source == Source.PLATFORM) {
            return new Guess(index, field, BY_PLATFORM, 0, source, Reasons.platform(platform));
        }
        FieldKind kind = FieldKind.of(field);
        boolean unlikely = kind.isContradictedBy(profile(index));
        return new Guess(
                index,
                field,
                unlikely ? UNLIKELY : BY_ALIAS,
                0,
                source,
                unlikely ? Reasons.unlike(field) : Reasons.alias(field));
    }

    private ColumnProfile profile(int index) {
        List<String> dates = file.values() == null ? List.of() : file.values().dates();
        return ColumnProfile.of(sample, index, dates, campaign.timezone());
    }

    private static Claims claims(@Nullable Guess[] decided, ShownFields shown) {
        Claims claims = new Claims();
        for (int i = 0; i < decided.length; i++) {
            Guess guess = decided[i];
            if (guess != null) {
                claims.add(guess.field());
                if (guess.source() != Source.REMEMBERED) {
                    shown.fed(i).forEach(claims::add);
                }
            }
        }
        return claims;
    }

    private static Guess rest(int index, String field) {
        return new Guess(index, field, OF_REST, 0, Source.SIMILAR, Reasons.unknown(field));
    }

    /** A cell may be a whole letter. */
    private static String shortened(String cell) {
        String storable = Texts.storableHeader(cell);
        if (storable.length() <= LONGEST_SAMPLE) {
            return storable;
        }
        int end = Character.isHighSurrogate(storable.charAt(LONGEST_SAMPLE - 1)) ? LONGEST_SAMPLE - 1 : LONGEST_SAMPLE;
        return storable.substring(0, end) + "…";
    }
}
