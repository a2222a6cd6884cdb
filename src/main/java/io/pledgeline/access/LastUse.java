package io.pledgeline.access;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notes when a key or session was last used, at most once a minute and beside the request that used it. */
@Component
class LastUse implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(LastUse.class);
    private static final Duration PRECISION = Duration.ofMinutes(1);

    private final JdbcClient database;
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(
            0,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(100),
            task -> new Thread(task, "key-last-use"),
            new ThreadPoolExecutor.DiscardPolicy());

    LastUse(JdbcClient database) {
        this.database = database;
    }

    void note(ApiKey key) {
        Instant last = key.lastUsedAt();
        if (last == null || last.isBefore(Instant.now().minus(PRECISION))) {
            writer.execute(() -> write(key));
        }
    }

    /** @param hash of the token */
    void note(byte[] hash, WebSession session, SessionSettings settings) {
        Duration left = Duration.between(Instant.now(), session.expiresAt());
        if (settings.idle().minus(left).compareTo(PRECISION) > 0) {
            writer.execute(() -> write(hash, session, settings));
        }
    }

    private void write(byte[] hash, WebSession session, SessionSettings settings) {
        try {
            database.sql(
                            "UPDATE web_sessions SET expires_at ="
                                    + " least(created_at + :life * INTERVAL '1 second', now() + :idle * INTERVAL '1 second')"
                                    + " WHERE token_hash = :token AND expires_at > now() AND expires_at < created_at + :life * INTERVAL '1 second'")
                    .param("life", settings.life().toSeconds())
                    .param("idle", settings.idle().toSeconds())
                    .param("token", hash)
                    .update();
        } catch (RuntimeException e) {
            LOG.debug(
                    "The last use of a session of key {} was not noted",
                    session.key().id(),
                    e);
        }
    }

    private void write(ApiKey key) {
        try {
            database.sql("UPDATE api_keys SET last_used_at = now() WHERE id = :id"
                            + " AND (last_used_at IS NULL OR last_used_at < now() - INTERVAL '1 minute')")
                    .param("id", key.id())
                    .update();
        } catch (RuntimeException e) {
            LOG.debug("The last use of key {} was not noted", key.id(), e);
        }
    }

    @Override
    public void destroy() {
        writer.shutdown();
    }
}
