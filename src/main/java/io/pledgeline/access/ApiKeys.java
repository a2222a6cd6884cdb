package io.pledgeline.access;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds live keys by their hash, remembering each for ten seconds: so long may a revoked key live on.
 *
 * <p>Unknown keys are not remembered, so the memory holds no more entries than there are keys.
 */
@Component
class ApiKeys {

    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final JdbcClient database;
    private final LastUse lastUse;
    private final Map<ByteBuffer, Known> known = new ConcurrentHashMap<>();

    ApiKeys(JdbcClient database, LastUse lastUse) {
        this.database = database;
        this.lastUse = lastUse;
    }

    Optional<ApiKey> find(Secret secret) {
        ByteBuffer hash = ByteBuffer.wrap(secret.hash());
        Known remembered = known.get(hash);
        if (remembered != null && remembered.until().isAfter(Instant.now())) {
            return Optional.of(remembered.key());
        }
        Optional<ApiKey> found = read(hash.array());
        found.ifPresentOrElse(
                key -> {
                    known.put(hash, new Known(key, Instant.now().plus(REMEMBERED)));
                    lastUse.note(key);
                },
                () -> known.remove(hash));
        return found;
    }

    /** Forgets a key at once in this process; others follow within ten seconds. */
    void forget(UUID id) {
        known.values().removeIf(entry -> entry.key().id().equals(id));
    }

    private Optional<ApiKey> read(byte[] hash) {
        return database.sql("SELECT id, merchant_id, scopes, operator, last_used_at FROM api_keys"
                        + " WHERE key_hash = :hash AND revoked_at IS NULL")
                .param("hash", hash)
                .query((row, number) -> key(row))
                .optional();
    }

    static ApiKey key(ResultSet row) throws SQLException {
        Timestamp lastUsed = row.getTimestamp("last_used_at");
        return new ApiKey(
                row.getObject("id", UUID.class),
                row.getObject("merchant_id", UUID.class),
                Set.of((String[]) row.getArray("scopes").getArray()),
                row.getBoolean("operator"),
                lastUsed == null ? null : lastUsed.toInstant());
    }

    private record Known(ApiKey key, Instant until) {}
}
