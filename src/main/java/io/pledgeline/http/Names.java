package io.pledgeline.http;

import org.jspecify.annotations.Nullable;

/** Reads the names that people give things: one line of text. */
public final class Names {

    private static final int LONGEST = 200;

    private Names() {}

    /**
     * The name without the blanks around it.
     *
     * @param field that the name came in
     * @throws ProblemException if it is not 1 to 200 characters, or holds a control character (PostgreSQL stores no
     *     NUL) or half a surrogate pair
     */
    public static String read(String field, @Nullable String text) {
        String name = text == null ? "" : text.strip();
        if (name.isEmpty() || name.length() > LONGEST || name.codePoints().anyMatch(Names::isNoCharacter)) {
            throw ProblemException.invalidParameter(
                    field, "is 1 to " + LONGEST + " characters, none of them a control character.");
        }
        return name;
    }

    private static boolean isNoCharacter(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }
}
