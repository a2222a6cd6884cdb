package io.pledgeline.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.pledgeline.http.ProblemException;
import org.jspecify.annotations.Nullable;

/** What {@code POST /session} asks with. */
record Credentials(Secret key) {

    @JsonCreator
    static Credentials of(@JsonProperty("key") @Nullable String key) {
        if (key == null || key.isBlank()) {
            throw ProblemException.invalidParameter("key", "is an API key.");
        }
        return new Credentials(new Secret(key.strip()));
    }
}
