package io.pledgeline.database;

import io.pledgeline.environment.InvalidSetting;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code DATABASE_URL} in the forms that hosters write it.
 *
 * <p>{@code postgres://user:password@host:port/database?sslmode=require}, the same with {@code postgresql://}, and
 * {@code jdbc:postgresql://host:port/database?user=…&password=…}; several hosts are separated by commas.
 *
 * @param jdbcUrl for the driver, without user and password
 */
record DatabaseUrl(
        String jdbcUrl, @Nullable String user, @Nullable String password) {

    private static final String VARIABLE = "DATABASE_URL";
    private static final String HOST = "(?:[\\w.-]+|\\[[0-9a-fA-F:]+])(?::\\d{1,5})?";
    private static final Pattern FORM =
            Pattern.compile("(?:jdbc:postgresql|postgres|postgresql)://(?:(?<login>[^/?]*)@)?" + "(?<hosts>" + HOST
                    + "(?:," + HOST + ")*)/(?<database>[^/?]+)(?:\\?(?<query>.*))?");
    /** Parameters that libpq and pgjdbc call differently. */
    private static final Map<String, String> DRIVER_NAMES = Map.of(
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "connect_timeout", "connectTimeout");

    static DatabaseUrl parse(String value) {
        Matcher form = FORM.matcher(value);
        if (!form.matches()) {
            throw new InvalidSetting(
                    VARIABLE,
                    "must have the form postgres://user:password@host:port/database or jdbc:postgresql://host:port/database,"
                            + " with special characters of the password percent-encoded");
        }
        String[] login = form.group("login") == null
                ? new String[0]
                : form.group("login").split(":", 2);
        String user = login.length > 0 ? decoded(login[0]) : null;
        String password = login.length > 1 ? decoded(login[1]) : null;
        List<String> parameters = new ArrayList<>();
        for (String parameter : form.group("query") == null
                ? new String[0]
                : form.group("query").split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            String content = pair.length > 1 ? pair[1] : "";
            switch (pair[0]) {
                case "" -> {}
                case "user" -> user = decoded(content);
                case "password" -> password = decoded(content);
                default -> parameters.add(DRIVER_NAMES.getOrDefault(pair[0], pair[0]) + "=" + content);
            }
        }
        return new DatabaseUrl(
                "jdbc:postgresql://" + form.group("hosts") + "/" + form.group("database")
                        + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters)),
                user,
                password);
    }

    private static String decoded(String encoded) {
        try {
            // URLDecoder is made for forms, where a plus is a blank; in a URL it is a plus.
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting(VARIABLE, "holds a % that is not followed by two hexadecimal digits");
        }
    }

    @Override
    public String toString() {
        return "DatabaseUrl[…]";
    }
}
