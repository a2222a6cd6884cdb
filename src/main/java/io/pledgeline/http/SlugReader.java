package io.pledgeline.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a slug out of a path or query: {@code method: slug, "read('campaign', ${header.campaign})"}. */
@Component("slug")
public class SlugReader {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public String read(String name, @Nullable String text) {
        if (text == null || !FORM.matcher(text).matches()) {
            throw ProblemException.invalidParameter(
                    name, "is 1 to 63 lower-case letters, digits and hyphens, not beginning with a hyphen.");
        }
        return text;
    }
}
