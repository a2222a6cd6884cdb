package io.pledgeline.database;

import io.pledgeline.environment.Setting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Says where PostgreSQL is and how long anything there may take.
 *
 * @param url {@code DATABASE_URL}
 * @param startWait how long the start waits for a database that does not answer yet
 * @param idleInTransactionTimeout after which PostgreSQL ends a transaction that does nothing; at most a lease
 * @param lockTimeout after which a statement gives up waiting for a lock
 * @param statementTimeout after which PostgreSQL cancels a statement
 */
@ConfigurationProperties("database")
record DatabaseSettings(
        @Nullable String url,
        @DefaultValue("60s") Duration startWait,
        @DefaultValue("20s") Duration idleInTransactionTimeout,
        @DefaultValue("20s") Duration lockTimeout,
        @DefaultValue("120s") Duration statementTimeout) {

    DatabaseSettings {
        url = Setting.required("DATABASE_URL", url);
        DatabaseUrl.parse(url);
    }

    @Override
    public String toString() {
        return "DatabaseSettings[…]";
    }
}
