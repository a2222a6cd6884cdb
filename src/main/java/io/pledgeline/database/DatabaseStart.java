package io.pledgeline.database;

import io.pledgeline.environment.InvalidSetting;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until PostgreSQL answers and makes sure that it is new enough. */
class DatabaseStart {

    static final int OLDEST = 18;

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseStart.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final DatabaseConnection database;
    private final Duration wait;

    DatabaseStart(DatabaseConnection database, Duration wait) {
        this.database = database;
        this.wait = wait;
    }

    // Not through the pool: it logs every attempt with a stack trace.
    void await() {
        long end = System.nanoTime() + wait.toNanos();
        boolean told = false;
        while (true) {
            try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.properties())) {
                checkVersion(connection.getMetaData().getDatabaseMajorVersion());
                return;
            } catch (SQLException e) {
                failIfRefused(e.getSQLState());
                if (System.nanoTime() > end) {
                    throw new InvalidSetting(
                            "DATABASE_URL",
                            "names a PostgreSQL that did not answer within %d s (SQLSTATE %s)"
                                    .formatted(wait.toSeconds(), e.getSQLState()));
                }
                if (!told) {
                    LOG.warn(
                            "PostgreSQL does not answer yet (SQLSTATE {}); waiting up to {} s",
                            e.getSQLState(),
                            wait.toSeconds());
                    told = true;
                }
                pause();
            }
        }
    }

    static void checkVersion(int major) {
        if (major < OLDEST) {
            throw new InvalidSetting(
                    "DATABASE_URL", "names a PostgreSQL " + major + "; Pledgeline needs " + OLDEST + " or newer");
        }
    }

    // Waiting does not help against a wrong password or a database that does not exist.
    private static void failIfRefused(@Nullable String state) {
        if (state != null && (state.startsWith("28") || state.equals("3D000"))) {
            throw new InvalidSetting(
                    "DATABASE_URL",
                    "names a user, password or database that PostgreSQL refuses (SQLSTATE " + state + ")");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for PostgreSQL", e);
        }
    }
}
