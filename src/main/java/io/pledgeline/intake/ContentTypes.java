package io.pledgeline.intake;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides by declared type and by content what kind of file this is; content counts more. */
final class ContentTypes {

    private static final Set<String> ACCEPTED = Set.of(
            "text/csv",
            "text/plain",
            "text/tab-separated-values",
            "text/comma-separated-values",
            "application/csv",
            // What browsers on Windows call a CSV.
            "application/vnd.ms-excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/zip",
            "application/x-zip",
            "application/x-zip-compressed",
            "application/gzip",
            "application/x-gzip",
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
                    + " are not taken in; send CSV as text/csv, else application/octet-stream.");
        }
        return type;
    }

    /**
     * Refuses what cannot be a table.
     *
     * @param head the first bytes of the file
     */
    static void requireTable(byte[] head) {
        String refusal = FileKind.of(head, head.length).refusal();
        if (refusal != null) {
            throw Refusals.unsupported("The file is " + refusal + ".");
        }
    }
}
