package io.pledgeline.platform;

import io.pledgeline.platform.Proposal.Source;
import java.util.Set;

/** Tells by its header and its cells what one column may be. */
final class Similarity {
    /** Below this a guess says less than that the column is unknown. */
    static final double WEAK = 0.45;

    private static final double MOST = 0.9;

    /** Their cells alone can tell them. */
    private static final Set<String> BY_CELLS = Set.of(
            Fields.BACKER_EMAIL,
            Fields.BACKER_NAME,
            Fields.BACKER_COUNTRY,
            Fields.PLEDGE_AMOUNT,
            Fields.PLEDGE_PLEDGED_AT,
            Fields.PLEDGE_CURRENCY,
            Fields.ADDRESS + "phone");

    /** Each is known by its exact name or not at all. */
    private static final Set<String> NEVER = Set.of(
            Fields.BACKER_NUMBER,
            Fields.PLEDGE_DETAILS,
            Fields.SURVEY_ANSWER,
            Fields.IGNORED,
            Fields.ADDRESS + "full",
            Fields.ADDRESS + "notes",
            Fields.ADDRESS + "countryCode",
            Fields.ADDRESS + "countryName");

    private final Vocabulary vocabulary;
    private final double largest;

    /** @param largest average of the amounts of a column: the others are parts of it, such as what the shipping costs */
    Similarity(Vocabulary vocabulary, double largest) {
        this.vocabulary = vocabulary;
        this.largest = largest;
    }

    static boolean canGuess(String field) {
        return !NEVER.contains(field);
    }

    /** How sure it is, from 0 to 1, that a column is of this field. */
    Guess guess(int index, HeaderWords header, ColumnProfile cells, String field) {
        FieldKind kind = FieldKind.of(field);
        double likeness = vocabulary.likeness(header, field);
        double fit = kind.fit(cells);
        boolean told = likeness >= 0.5 || BY_CELLS.contains(field);
        double sure = !told ? 0 : cells.different() == 0 ? byHeader(kind, likeness) : sure(kind, likeness, fit);
        double confidence = Math.max(0, Math.min(MOST, sure));
        double size = kind == FieldKind.MONEY && largest > 0 ? 0.1 * Math.min(1, cells.size() / largest) : 0;
        return new Guess(
                index,
                field,
                confidence,
                sure + 0.15 * cells.filled() + size,
                Source.SIMILAR,
                Reasons.similar(field, likeness, fit));
    }

    private static double byHeader(FieldKind kind, double likeness) {
        return kind != FieldKind.ID && likeness >= 0.5 ? 0.28 + 0.6 * likeness : 0;
    }

    private static double sure(FieldKind kind, double likeness, double fit) {
        return switch (kind) {
            case EMAIL -> fit < 0.5 ? 0 : 0.7 * fit + 0.25 * likeness;
            case DATE, COUNTRY, PERSON, MONEY -> fit < 0.5 ? 0 : 0.64 * fit + 0.3 * likeness;
            case CURRENCY -> fit < 0.8 ? 0 : 0.5 * fit + 0.4 * likeness;
            case PHONE -> fit < 0.5 ? 0 : 0.5 * fit + 0.35 * likeness;
            case NAME_PART -> fit < 0.5 || likeness < 0.6 ? 0 : 0.3 * fit + 0.5 * likeness;
            case ID -> fit < 0.8 || likeness < 0.6 ? 0 : 0.35 * fit + 0.35 * likeness;
            case CODE, QUANTITY, WORDS, TEXT -> fit < 0.5 || likeness < 0.6 ? 0 : 0.1 * fit + 0.6 * likeness;
        };
    }
}
