package io.pledgeline.access;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes a revocation take effect in this process at once. */
@Component("keyForgetter")
class KeyForgetter {

    private final ApiKeys keys;
    private final WebSessions sessions;

    KeyForgetter(ApiKeys keys, WebSessions sessions) {
        this.keys = keys;
        this.sessions = sessions;
    }

    public void forget(UUID id) {
        keys.forget(id);
        sessions.forget(id);
    }
}
