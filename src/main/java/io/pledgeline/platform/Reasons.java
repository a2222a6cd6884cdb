package io.pledgeline.platform;

import java.util.Locale;
import java.util.Map;

/** Writes why a column is proposed to be something, in a sentence without anything of its cells. */
final class Reasons {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry(Fields.BACKER_KEY, "the number of the backer"),
            Map.entry(Fields.BACKER_NUMBER, "the place of the backer in the campaign"),
            Map.entry(Fields.BACKER_EMAIL, "e-mail address"),
            Map.entry(Fields.BACKER_NAME, "name of the backer"),
            Map.entry(Fields.BACKER_FIRST_NAME, "given name"),
            Map.entry(Fields.BACKER_LAST_NAME, "family name"),
            Map.entry(Fields.BACKER_COUNTRY, "country"),
            Map.entry(Fields.PLEDGE_KEY, "the number of the pledge"),
            Map.entry(Fields.PLEDGE_AMOUNT, "amount of the pledge"),
            Map.entry(Fields.PLEDGE_CURRENCY, "currency"),
            Map.entry(Fields.PLEDGE_STATUS, "status of the pledge"),
            Map.entry(Fields.PLEDGE_PLEDGED_AT, "date of the pledge"),
            Map.entry(Fields.PLEDGE_DETAILS, "a detail of the pledge"),
            Map.entry(Fields.REWARD_NAME, "reward"),
            Map.entry(Fields.SURVEY_ANSWERED_AT, "date of the survey's answer"),
            Map.entry(Fields.SURVEY_ANSWER, "an answer of the survey"),
            Map.entry(Fields.PRODUCT, "pieces of a product"),
            Map.entry(Fields.IGNORED, "nothing that is kept"));

    private Reasons() {}

    static String platform(String platform) {
        return "The exports of " + platform + " name the column so.";
    }

    static String rule(String platform) {
        return "The columns of " + platform + " that look so have this meaning.";
    }

    static String alias(String field) {
        return "The header means " + name(field) + " in many lists.";
    }

    static String unlike(String field) {
        return "The header means " + name(field) + " in many lists, but few of the cells are "
                + FieldKind.of(field).cells + ".";
    }

    static String otherwise(String field) {
        return "Read for " + name(field) + " where a better column says nothing.";
    }

    static String remembered() {
        return "Confirmed before for a file with the same headers.";
    }

    static String suggested() {
        return "A model suggested it.";
    }

    static String similar(String field, double likeness, double fit) {
        String cells = percent(fit) + " of the cells are " + FieldKind.of(field).cells;
        if (likeness < 0.5) {
            return cells + ".";
        }
        String header = "The header looks like " + name(field);
        return fit > 0 ? header + ", and " + cells.toLowerCase(Locale.ROOT) + "." : header + ".";
    }

    static String rivals(String field) {
        return "More than one column looks like " + name(field) + ".";
    }

    static String unknown(String field) {
        return "Nothing tells what the column is; it is kept as " + name(field) + ".";
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    private static String name(String field) {
        return NAMES.getOrDefault(
                field, field.replace(Fields.ADDRESS, "the address's ").replace('.', ' '));
    }
}
