package io.pledgeline.access;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes a revocation take effect in this process at once. */
@Component("keyForgetter")
class KeyForgetter {

    private final ApiKeys keys;

    KeyForgetter(ApiKeys keys) {
        this.keys = keys;
    }

    public void forget(UUID id) {
        keys.forget(id);
    }
}
