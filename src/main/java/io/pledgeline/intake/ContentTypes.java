package io.pledgeline.intake;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides by declared type and by content what kind of file this is; content counts more. */
final class ContentTypes {

    private static final int LOOK_AT = 1 << 16;

    private static final Set<String> ACCEPTED = Set.of(
            "text/csv",
            "text/plain",
            "text/tab-separated-values",
            "text/comma-separated-values",
            "application/csv",
            // What browsers on Windows call a CSV.
            "application/vnd.ms-excel",
            "application/octet-stream",
            "multipart/form-data");

    private ContentTypes() {}

    /** The declared type without parameters, if files of that type are taken. */
    static String accepted(@Nullable String declared) {
        if (declared == null || declared.isBlank()) {
            return "application/octet-stream";
        }
        String type = declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.equals("application/x-www-form-urlencoded")) {
            throw Refusals.unsupported(
                    "This is how curl sends --data by default. Add -H 'Content-Type: text/csv', or use curl -T.");
        }
        if (!ACCEPTED.contains(type)) {
            throw Refusals.unsupported("Files of type " + (type.length() > 100 ? "declared" : type)
                    + " are not taken in; send CSV as text/csv or application/octet-stream.");
        }
        return type;
    }

    /**
     * Refuses what is not text.
     *
     * @param head the first bytes of the file
     */
    static void requireText(byte[] head, int length) {
        String known = known(head, length);
        if (known != null) {
            throw Refusals.unsupported("The file is " + known + ".");
        }
        int looked = Math.min(length, LOOK_AT);
        int control = 0;
        for (int i = 0; i < looked; i++) {
            int b = head[i] & 0xFF;
            if (b < 0x20 && b != '\t' && b != '\n' && b != '\r') {
                control++;
            }
        }
        // A NUL or two in a cell fail their row only; random bytes have twelve in a hundred.
        if (control * 50 > looked) {
            throw Refusals.unsupported("The file is not text, so it cannot be a CSV.");
        }
    }

    private static @Nullable String known(byte[] head, int length) {
        if (startsWith(head, length, 0x89, 'P', 'N', 'G')) {
            return "a PNG image, not a CSV";
        }
        if (startsWith(head, length, 0xFF, 0xD8, 0xFF)) {
            return "a JPEG image, not a CSV";
        }
        if (startsWith(head, length, 'G', 'I', 'F', '8')) {
            return "a GIF image, not a CSV";
        }
        if (startsWith(head, length, '%', 'P', 'D', 'F', '-')) {
            return "a PDF document, not a CSV";
        }
        if (startsWith(head, length, 'P', 'K', 3, 4) || startsWith(head, length, 'P', 'K', 5, 6)) {
            return "a ZIP archive or an Excel workbook, which are not taken in yet";
        }
        if (startsWith(head, length, 0x1F, 0x8B)) {
            return "compressed with gzip, which is not taken in yet";
        }
        if (startsWith(head, length, 0xD0, 0xCF, 0x11, 0xE0)) {
            return "an old Excel workbook, not a CSV";
        }
        if (startsWith(head, length, 0xFF, 0xFE) || startsWith(head, length, 0xFE, 0xFF)) {
            return "encoded in UTF-16, which is not taken in yet; save it as UTF-8";
        }
        return null;
    }

    private static boolean startsWith(byte[] head, int length, int... magic) {
        if (length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
