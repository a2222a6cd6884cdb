package io.pledgeline.access;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Opens, finds and ends sessions, remembering each for ten seconds as {@link ApiKeys} does keys: so long may one live on
 * that was ended, or whose key was revoked, by another process.
 */
@Component
class WebSessions {

    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final JdbcClient database;
    private final LastUse lastUse;
    private final SessionSettings settings;
    private final Map<ByteBuffer, Known> known = new ConcurrentHashMap<>();

    WebSessions(JdbcClient database, LastUse lastUse, SessionSettings settings) {
        this.database = database;
        this.lastUse = lastUse;
        this.settings = settings;
    }

    /** Opens a session that acts with a key, and answers its token. */
    Secret open(ApiKey key) {
        Secret token = Secret.token();
        database.sql("INSERT INTO web_sessions (token_hash, api_key_id, expires_at)"
                        + " VALUES (:token, :key, now() + least(:life, :idle) * INTERVAL '1 second')")
                .param("token", token.hash())
                .param("key", key.id())
                .param("life", settings.life().toSeconds())
                .param("idle", settings.idle().toSeconds())
                .update();
        return token;
    }

    Optional<WebSession> find(Secret token) {
        ByteBuffer hash = ByteBuffer.wrap(token.hash());
        Known remembered = known.get(hash);
        if (remembered != null && !remembered.isStale()) {
            return Optional.of(remembered.session());
        }
        known.values().removeIf(Known::isStale);
        Optional<WebSession> found = read(hash.array());
        found.ifPresent(session -> {
            known.put(hash, new Known(session, Instant.now().plus(REMEMBERED)));
            lastUse.note(session.key());
            lastUse.note(hash.array(), session, settings);
        });
        return found;
    }

    void end(Secret token) {
        byte[] hash = token.hash();
        database.sql("DELETE FROM web_sessions WHERE token_hash = :token")
                .param("token", hash)
                .update();
        known.remove(ByteBuffer.wrap(hash));
    }

    /** Forgets the sessions of a key at once in this process. */
    void forget(UUID key) {
        known.values().removeIf(entry -> entry.session().key().id().equals(key));
    }

    private Optional<WebSession> read(byte[] hash) {
        return database.sql("SELECT k.id, k.merchant_id, k.scopes, k.operator, k.last_used_at, k.label,"
                        + " m.slug, m.name, s.expires_at"
                        + " FROM web_sessions s JOIN api_keys k ON k.id = s.api_key_id JOIN merchants m ON m.id = k.merchant_id"
                        + " WHERE s.token_hash = :token AND s.expires_at > now() AND k.revoked_at IS NULL")
                .param("token", hash)
                .query((row, number) -> session(row))
                .optional();
    }

    private static WebSession session(ResultSet row) throws SQLException {
        ApiKey key = ApiKeys.key(row);
        return new WebSession(
                key,
                row.getString("label"),
                new WebSession.Merchant(key.merchant(), row.getString("slug"), row.getString("name")),
                row.getTimestamp("expires_at").toInstant());
    }

    private record Known(WebSession session, Instant until) {

        boolean isStale() {
            Instant now = Instant.now();
            return !until.isAfter(now) || !session.expiresAt().isAfter(now);
        }
    }
}
