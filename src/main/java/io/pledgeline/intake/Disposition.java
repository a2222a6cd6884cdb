package io.pledgeline.intake;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the file name in a {@code Content-Disposition} (RFC 6266). */
final class Disposition {

    // Possessive, as a loop that may step back takes a frame of the stack for each character.
    private static final Pattern PLAIN =
            Pattern.compile("filename\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
    private static final Pattern ENCODED =
            Pattern.compile("filename\\*\\s*=\\s*UTF-8'[^']*'([^;\\s]+)", Pattern.CASE_INSENSITIVE);

    private Disposition() {}

    /**
     * The name that a disposition gives the file; null if it gives none.
     *
     * @param disposition in characters; the header of a request, which servers read as ISO 8859-1, may hold bytes of UTF-8
     */
    static @Nullable String filename(@Nullable String disposition) {
        if (disposition == null) {
            return null;
        }
        Matcher encoded = ENCODED.matcher(disposition);
        if (encoded.find()) {
            return decoded(encoded.group(1));
        }
        Matcher plain = PLAIN.matcher(disposition);
        if (!plain.find()) {
            return null;
        }
        return utf8(plain.group(1) != null ? plain.group(1).replaceAll("\\\\(.)", "$1") : plain.group(2));
    }

    private static String utf8(String name) {
        if (name.chars().anyMatch(c -> c > 0xFF)) {
            return name;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return name;
        }
    }

    private static String decoded(String percentEncoded) {
        try {
            return URLDecoder.decode(percentEncoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return percentEncoded;
        }
    }
}
