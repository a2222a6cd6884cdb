package io.pledgeline.split;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells the charset of a file whose lower half is ASCII.
 *
 * <p>What decodes as UTF-8 is UTF-8: other text does so only by a freak. The rest is left to ICU, which knows the letters
 * of languages. It looks at no more than 8,000 bytes, so it is shown only the words that are not ASCII.
 */
final class FileCharset {

    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final int SHOWN = 7_900;
    /** Of 100; ICU says 10 of what it cannot exclude. */
    private static final int LIKELY = 50;

    private static final double MUCH_LIKELIER = 1.5;
    /** Bytes of three characters of the far east. */
    private static final int FEWEST = 6;

    private static final Set<String> FAR_EAST = Set.of("Shift_JIS", "Big5", "GB18030", "EUC-JP", "EUC-KR");

    /** What ICU names, and the charset of Windows that holds the same letters and the signs that Excel writes. */
    private static final Map<String, String> SINGLE_BYTE = Map.ofEntries(
            Map.entry("ISO-8859-1", "windows-1252"),
            Map.entry("ISO-8859-2", "windows-1250"),
            Map.entry("ISO-8859-5", "ISO-8859-5"),
            Map.entry("ISO-8859-7", "windows-1253"),
            Map.entry("ISO-8859-8", "windows-1255"),
            Map.entry("ISO-8859-9", "windows-1254"),
            Map.entry("windows-1250", "windows-1250"),
            Map.entry("windows-1251", "windows-1251"),
            Map.entry("windows-1252", "windows-1252"),
            Map.entry("windows-1253", "windows-1253"),
            Map.entry("windows-1254", "windows-1254"),
            Map.entry("windows-1255", "windows-1255"),
            Map.entry("KOI8-R", "KOI8-R"));

    private FileCharset() {}

    /**
     * The charset of a file. A byte that does not fit it fails its row later, wherever in the file it stands.
     *
     * @param head the first bytes of the file, which may end in the middle of a character
     * @throws SplitFailedException if it is one in which bytes of ASCII are parts of other characters
     */
    static Charset of(byte[] head) {
        if (isUtf8(head)) {
            return StandardCharsets.UTF_8;
        }
        byte[] words = words(head);
        CharsetDetector detector = new CharsetDetector();
        detector.setText(words);
        List<CharsetMatch> matches = Arrays.asList(detector.detectAll());
        List<CharsetMatch> letters = matches.stream()
                .filter(match -> SINGLE_BYTE.containsKey(match.getName()))
                .toList();
        refuseOthers(matches, letters, words);
        if (!letters.isEmpty()) {
            return Charset.forName(likeliest(letters));
        }
        return isWestern(words) ? WESTERN : StandardCharsets.UTF_8;
    }

    /** ICU knows running text, not lists of names: only where it is rather sure, western letters are something else. */
    private static String likeliest(List<CharsetMatch> letters) {
        CharsetMatch best = letters.get(0);
        return letters.stream()
                        .anyMatch(match ->
                                isWestern(match) && match.getConfidence() * MUCH_LIKELIER > best.getConfidence())
                ? WESTERN.name()
                : SINGLE_BYTE.getOrDefault(best.getName(), WESTERN.name());
    }

    private static boolean isWestern(CharsetMatch match) {
        return WESTERN.name().equals(SINGLE_BYTE.get(match.getName()));
    }

    private static void refuseOthers(List<CharsetMatch> matches, List<CharsetMatch> letters, byte[] words) {
        int likely = letters.isEmpty() ? 0 : letters.get(0).getConfidence();
        // Of few characters ICU can only say that they may be of the far east.
        boolean few = likely < LIKELY && isDense(words);
        String names = matches.stream()
                .filter(match -> !SINGLE_BYTE.containsKey(match.getName())
                                && !match.getName().startsWith("UTF")
                                && match.getConfidence() > likely
                                && match.getConfidence() >= LIKELY
                        || few && FAR_EAST.contains(match.getName()))
                .map(CharsetMatch::getName)
                .collect(Collectors.joining(" or "));
        if (!names.isEmpty()) {
            throw new SplitFailedException(
                    "UNSUPPORTED_CHARSET",
                    "The text seems to be in " + names + ". Save it as UTF-8 and send it again.",
                    null);
        }
    }

    /** Whether letters of ASCII are as rare in the words as no language of Europe has them that shares these letters. */
    private static boolean isDense(byte[] words) {
        int ascii = 0;
        int other = 0;
        for (byte b : words) {
            ascii += b >= 0 && b != ' ' ? 1 : 0;
            other += b < 0 ? 1 : 0;
        }
        return other >= FEWEST && other > ascii;
    }

    /** Whether nearly all that is not ASCII decodes; single broken bytes are told with their rows. */
    private static boolean isUtf8(byte[] head) {
        long notAscii = 0;
        for (byte b : head) {
            notAscii += b < 0 ? 1 : 0;
        }
        long broken = notAscii == 0 ? 0 : broken(head);
        return broken == 0 || notAscii - broken > broken;
    }

    private static long broken(byte[] head) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(head);
        CharBuffer chars = CharBuffer.allocate(1 << 13);
        long broken = 0;
        while (true) {
            CoderResult result = decoder.decode(bytes, chars, false);
            chars.clear();
            if (result.isError()) {
                broken += result.length();
                bytes.position(bytes.position() + result.length());
            } else if (result.isUnderflow()) {
                return broken;
            }
        }
    }

    /** The words with a byte that is not ASCII, each followed by a space. */
    private static byte[] words(byte[] head) {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        int start = 0;
        boolean ascii = true;
        for (int i = 0; i <= head.length && words.size() < SHOWN; i++) {
            if (i < head.length && (head[i] < 0 || Character.isLetterOrDigit(head[i]))) {
                ascii &= head[i] >= 0;
                continue;
            }
            if (!ascii) {
                words.write(head, start, Math.min(i - start, SHOWN - words.size()));
                words.write(' ');
            }
            start = i + 1;
            ascii = true;
        }
        return words.toByteArray();
    }

    /** Whether few words, in which ICU sees no language, look western: each byte a sign, or a letter beside a letter. */
    private static boolean isWestern(byte[] words) {
        for (int i = 0; i < words.length; i++) {
            int b = words[i] & 0xFF;
            boolean sign = b == 0x80 || b == 0x85 || (b >= 0x91 && b <= 0x99) || (b >= 0xA0 && b < 0xC0);
            boolean letter = b >= 0xC0 && b < 0xFE;
            boolean beside = (i > 0 && isLetter(words[i - 1])) || (i + 1 < words.length && isLetter(words[i + 1]));
            if (b >= 0x80 && !sign && !(letter && beside)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(byte b) {
        return b >= 0 ? Character.isLetter(b) : (b & 0xFF) >= 0xC0;
    }
}
