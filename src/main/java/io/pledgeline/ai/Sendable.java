package io.pledgeline.ai;

import java.util.regex.Pattern;

/** Makes text of a cell that a provider can be sent. */
final class Sendable {

    /** Bytes that could not be decoded, which UTF-8 cannot carry, and controls but for tabs and ends of lines. */
    private static final Pattern NO_TEXT = Pattern.compile("\\p{Cs}|[\\p{Cc}&&[^\\t\\r\\n]]");

    private Sendable() {}

    static String text(String cell) {
        return NO_TEXT.matcher(cell).replaceAll("\uFFFD");
    }
}
