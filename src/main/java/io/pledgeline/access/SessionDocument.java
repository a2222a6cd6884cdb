package io.pledgeline.access;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** What the page is told about its session. */
record SessionDocument(WebSession.Merchant merchant, Key key, List<String> scopes, String csrfToken, String expiresAt) {

    record Key(UUID id, String label) {}

    static SessionDocument of(WebSession session, Secret token) {
        Instant expiresAt = session.expiresAt().truncatedTo(ChronoUnit.SECONDS);
        return new SessionDocument(
                session.merchant(),
                new Key(session.key().id(), session.label()),
                session.key().scopes().stream().sorted().toList(),
                SessionCookie.csrfToken(token),
                expiresAt.toString());
    }

    @Override
    public String toString() {
        return "SessionDocument[key=" + key.id() + "]";
    }
}
