package io.pledgeline.http;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads an id out of a path or query: {@code method: uuid, "read('id', ${header.id})"}. */
@Component("uuid")
public class IdReader {

    // UUID.fromString takes shorter forms as well, which PostgreSQL and the contract do not know.
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    public UUID read(String name, @Nullable String text) {
        String id = text == null ? "" : text.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(id).matches()) {
            throw ProblemException.invalidParameter(name, "is a UUID.");
        }
        return UUID.fromString(id);
    }
}
