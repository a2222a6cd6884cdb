package io.pledgeline.intake;

import org.jspecify.annotations.Nullable;

/** Makes a name that somebody sent fit to be stored and shown. */
public final class Filenames {

    private static final int LONGEST = 255;

    private Filenames() {}

    /** The last segment of the path, without control characters; {@code upload.csv} when nothing is left. */
    public static String clean(@Nullable String name) {
        if (name == null) {
            return "upload.csv";
        }
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String shown = last.replaceAll("[\\p{Cntrl}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069]", "")
                .strip();
        if (shown.length() > LONGEST) {
            // Again, because a pair of surrogates may be cut in two.
            shown = shown.substring(shown.length() - LONGEST).replaceAll("\\p{Cs}", "");
        }
        return shown.isEmpty() || shown.equals(".") || shown.equals("..") ? "upload.csv" : shown;
    }
}
