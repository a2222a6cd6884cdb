package io.pledgeline.records;

import java.util.regex.Pattern;

/** Makes cells that a spreadsheet would take for a formula into text, by an apostrophe; numbers stay as they are. */
final class HarmlessCell {

    /** Signs that begin a formula, also in their wide forms, which some spreadsheets take for the same. */
    private static final String SIGNS = "=+\\-@\uFF1D\uFF0B\uFF0D\uFF20";

    /** A plus is not part of a number here: of a telephone number a spreadsheet would drop it. */
    private static final Pattern NUMBER = Pattern.compile("-\\d+([.,]\\d+)?");

    private static final Pattern BEGINNING = Pattern.compile("^(?=[" + SIGNS + "\t\r\n])");

    /** Where a spreadsheet that separates by semicolons or tabs would see another cell begin. */
    private static final Pattern WITHIN = Pattern.compile("(?<=.[;\t])(?=[\\s\"']*[" + SIGNS + "])", Pattern.DOTALL);

    private HarmlessCell() {}

    static String of(String cell) {
        if (NUMBER.matcher(cell).matches()) {
            return cell;
        }
        return BEGINNING.matcher(WITHIN.matcher(cell).replaceAll("'")).replaceFirst("'");
    }
}
