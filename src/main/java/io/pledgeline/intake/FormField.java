package io.pledgeline.intake;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the header lines of a field of a multipart form. */
final class FormField {

    private static final Pattern NAME =
            Pattern.compile("[;\\s]name\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);

    private FormField() {}

    static @Nullable String disposition(String headers) {
        for (String line : headers.split("\r?\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
                return line.substring(line.indexOf(':') + 1);
            }
        }
        return null;
    }

    static @Nullable String name(@Nullable String disposition) {
        if (disposition == null) {
            return null;
        }
        Matcher name = NAME.matcher(disposition);
        if (!name.find()) {
            return null;
        }
        return name.group(1) != null ? name.group(1) : name.group(2);
    }
}
