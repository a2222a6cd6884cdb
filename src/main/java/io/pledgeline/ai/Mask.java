package io.pledgeline.ai;

import java.util.List;
import java.util.regex.Pattern;

/** Hides what a cell says and shows how it is written: letters become x or X, digits 9, all else stays. */
final class Mask {

    private static final int LONGEST = 60;
    private static final Pattern PERSONAL = Pattern.compile("@|\\d(?:\\D{0,2}\\d){4}");

    private Mask() {}

    /** The first characters of a cell, masked. */
    static String sample(String cell) {
        StringBuilder masked = new StringBuilder();
        Sendable.text(cell).codePoints().limit(LONGEST).forEach(c -> masked.appendCodePoint(mask(c)));
        return masked.toString();
    }

    /** A header as the file spells it; masked where the file has none and a row of data took its place. */
    static String header(String header) {
        return PERSONAL.matcher(header).find() ? sample(header) : Sendable.text(header);
    }

    /** Whether a row of data took the place of the headers: then each of them may be a person's. */
    static boolean isPersonal(List<String> headers) {
        return headers.stream().anyMatch(header -> PERSONAL.matcher(header).find());
    }

    static List<String> samples(List<String> cells, int most) {
        return cells.stream().limit(most).map(Mask::sample).toList();
    }

    private static int mask(int c) {
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> '9';
            case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> 'X';
            case Character.LOWERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> 'x';
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            default -> c;
        };
    }
}
