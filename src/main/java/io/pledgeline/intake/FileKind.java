package io.pledgeline.intake;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a file is, by its first bytes; its name and its declared type count for nothing. */
public enum FileKind {
    /** In a charset whose lower half is ASCII. */
    TEXT(null),
    UTF_16LE(null),
    UTF_16BE(null),
    GZIP(null),
    /** Also an Excel workbook. */
    ZIP(null),
    OTHER_ARCHIVE("an archive of a kind that is not taken in; send CSV, XLSX, ZIP or gzip"),
    OLD_EXCEL("an old or a protected Excel workbook; save it as XLSX without a password, or as CSV"),
    PNG("a PNG image, not a CSV"),
    JPEG("a JPEG image, not a CSV"),
    GIF("a GIF image, not a CSV"),
    PDF("a PDF document, not a CSV"),
    BINARY("not text, so it cannot be a CSV");

    private static final int LOOK_AT = 1 << 16;
    /** Of 100; ICU says 10 of what it cannot exclude. */
    private static final int SURE = 80;

    private static final int ANY = -1;

    private final @Nullable String refusal;

    FileKind(@Nullable String refusal) {
        this.refusal = refusal;
    }

    /** Why files of this kind are not taken in, as the end of a sentence; null when they are. */
    public @Nullable String refusal() {
        return refusal;
    }

    /** Whether it has to be unpacked or transcoded before it can be cut. */
    public boolean isPacked() {
        return this == GZIP || this == ZIP || this == UTF_16LE || this == UTF_16BE;
    }

    /** Whether other files are in it. */
    public boolean isArchive() {
        return this == GZIP || this == ZIP || this == OTHER_ARCHIVE || this == OLD_EXCEL;
    }

    /**
     * Tells the kind of a file.
     *
     * @param head its first bytes; more than 64 KB are not looked at
     * @param length how many of them
     */
    public static FileKind of(byte[] head, int length) {
        FileKind known = bySignature(head, length);
        if (known != null) {
            return known;
        }
        int looked = Math.min(length, LOOK_AT);
        int control = 0;
        int nul = 0;
        for (int i = 0; i < looked; i++) {
            int b = head[i] & 0xFF;
            if (b < 0x20 && b != '\t' && b != '\n' && b != '\r') {
                control++;
                nul += b == 0 ? 1 : 0;
            }
        }
        // A NUL or two in a cell fail their row only; random bytes have twelve in a hundred, UTF-16 up to fifty.
        if (control * 50 <= looked) {
            return TEXT;
        }
        return nul * 5 > looked ? withoutByteOrderMark(head, looked) : BINARY;
    }

    private static @Nullable FileKind bySignature(byte[] head, int length) {
        if (startsWith(head, length, 0x1F, 0x8B)) {
            return GZIP;
        }
        if (startsWith(head, length, 'P', 'K', 3, 4) || startsWith(head, length, 'P', 'K', 5, 6)) {
            return ZIP;
        }
        if (startsWith(head, length, 'P', 'K', 7, 8)
                || startsWith(head, length, '7', 'z', 0xBC, 0xAF)
                || startsWith(head, length, 'R', 'a', 'r', '!', 0x1A)
                || startsWith(head, length, 'B', 'Z', 'h', ANY, 0x31, 0x41, 0x59)
                || startsWith(head, length, 0xFD, '7', 'z', 'X', 'Z')
                || startsWith(head, length, 0x28, 0xB5, 0x2F, 0xFD)
                || isTar(head, length)) {
            return OTHER_ARCHIVE;
        }
        if (startsWith(head, length, 0xD0, 0xCF, 0x11, 0xE0)) {
            return OLD_EXCEL;
        }
        if (startsWith(head, length, 0xFF, 0xFE)) {
            return UTF_16LE;
        }
        if (startsWith(head, length, 0xFE, 0xFF)) {
            return UTF_16BE;
        }
        if (startsWith(head, length, 0x89, 'P', 'N', 'G')) {
            return PNG;
        }
        if (startsWith(head, length, 0xFF, 0xD8, 0xFF)) {
            return JPEG;
        }
        if (startsWith(head, length, 'G', 'I', 'F', '8')) {
            return GIF;
        }
        return startsWith(head, length, '%', 'P', 'D', 'F', '-') ? PDF : null;
    }

    private static FileKind withoutByteOrderMark(byte[] head, int length) {
        CharsetDetector detector = new CharsetDetector();
        detector.setText(Arrays.copyOf(head, length));
        CharsetMatch match = detector.detect();
        if (match == null || match.getConfidence() < SURE) {
            return BINARY;
        }
        return switch (match.getName()) {
            case "UTF-16LE" -> UTF_16LE;
            case "UTF-16BE" -> UTF_16BE;
            default -> BINARY;
        };
    }

    private static boolean isTar(byte[] head, int length) {
        return length >= 262 && new String(head, 257, 5, StandardCharsets.ISO_8859_1).equals("ustar");
    }

    private static boolean startsWith(byte[] head, int length, int... magic) {
        if (length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (magic[i] != ANY && (head[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
