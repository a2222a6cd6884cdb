package io.pledgeline.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a key may do; {@code admin} may do everything. */
enum Scope {
    @JsonProperty("upload")
    UPLOAD,
    @JsonProperty("read")
    READ,
    @JsonProperty("admin")
    ADMIN;

    /** As it is stored and shown. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As Spring Security compares it. */
    String authority() {
        return "SCOPE_" + word();
    }
}
