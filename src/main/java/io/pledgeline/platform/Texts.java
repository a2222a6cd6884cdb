package io.pledgeline.platform;

import java.text.Normalizer;
import java.util.Locale;

/** Cleans headers and cells. */
final class Texts {
    private static final char BOM = '\uFEFF';

    private Texts() {}

    /** The header as spelled, but for the byte order mark and for what cannot be stored, which becomes U+FFFD. */
    static String storableHeader(String header) {
        int from = !header.isEmpty() && header.charAt(0) == BOM ? 1 : 0;
        if (!hasUnstorable(header)) {
            return header.substring(from);
        }
        StringBuilder out = new StringBuilder(header.length());
        for (int i = from; i < header.length(); i++) {
            char c = header.charAt(i);
            if (isPairAt(header, i)) {
                out.append(c).append(header.charAt(++i));
            } else {
                out.append(c == 0 || Character.isSurrogate(c) ? '\uFFFD' : c);
            }
        }
        return out.toString();
    }

    /** A header without byte order mark, outer and repeated white space. */
    static String cleanHeader(String header) {
        String storable = storableHeader(header);
        StringBuilder out = new StringBuilder(storable.length());
        boolean gap = false;
        for (int i = 0; i < storable.length(); i++) {
            char c = storable.charAt(i);
            if (isSpace(c)) {
                gap = !out.isEmpty();
                continue;
            }
            if (gap) {
                out.append(' ');
                gap = false;
            }
            out.append(c);
        }
        return out.toString();
    }

    /** The form in which headers and names are compared. */
    static String fold(String header) {
        // Upper case first: only so do "ß" and "SS" meet.
        return cleanHeader(header).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** {@link #fold} without accents, apostrophes and dots, and with {@code &} spelled out. */
    static String foldName(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD);
        StringBuilder out = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == '&') {
                out.append("and");
            } else if (Character.getType(c) != Character.NON_SPACING_MARK && "'’‘`.".indexOf(c) < 0) {
                out.append(c);
            }
        }
        return fold(out.toString());
    }

    /** The cell without outer white space and without the {@code ="…"} that keeps Excel from changing it. */
    static String trim(String cell) {
        int from = 0;
        int to = cell.length();
        while (from < to && isSpace(cell.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(cell.charAt(to - 1))) {
            to--;
        }
        if (to - from >= 3 && cell.charAt(from) == '=' && cell.charAt(from + 1) == '"' && cell.charAt(to - 1) == '"') {
            return trim(cell.substring(from + 2, to - 1));
        }
        return from == 0 && to == cell.length() ? cell : cell.substring(from, to);
    }

    /** White space of every kind, the non-breaking ones included. */
    static boolean isSpace(char c) {
        return c == ' ' || (c < ' ' && c != 0) || (c > 0x7F && (Character.isSpaceChar(c) || Character.isWhitespace(c)));
    }

    /** Whether the cell holds a NUL or a lone surrogate, which our decoder puts where bytes are no text. */
    static boolean hasUnstorable(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == 0) {
                return true;
            }
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                if (!isPairAt(cell, i)) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static boolean isPairAt(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }
}
