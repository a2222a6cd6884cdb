package io.pledgeline.environment;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks settings, naming the environment variable that a bad one came from. */
public final class Setting {

    private Setting() {}

    /** Gives the value without surrounding blanks, or fails when nothing is left. */
    public static String required(String variable, @Nullable String value) {
        String given = optional(value);
        if (given == null) {
            throw new InvalidSetting(variable, "is missing");
        }
        return given;
    }

    /** Gives the value without surrounding blanks, null when nothing is left. */
    public static @Nullable String optional(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Fails unless the value is a URL with a host and one of the schemes. */
    public static URI url(String variable, String value, Set<String> schemes) {
        try {
            URI url = new URI(value);
            if (url.getHost() != null
                    && url.getScheme() != null
                    && schemes.contains(url.getScheme().toLowerCase(Locale.ROOT))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Its message quotes the value, which may hold a password.
        }
        throw new InvalidSetting(
                variable,
                "must be a URL of the form "
                        + String.join("://… or ", schemes.stream().sorted().toList()) + "://…");
    }
}
