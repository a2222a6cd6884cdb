package io.pledgeline.database;

import io.pledgeline.environment.Setting;
import java.time.Duration;
import java.util.Properties;

/**
 * Holds what opens a connection to PostgreSQL.
 *
 * @param jdbcUrl without user and password
 * @param properties of the driver, user and password among them
 * @param initSql run once in each new session
 */
record DatabaseConnection(String jdbcUrl, Properties properties, String initSql) {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    static DatabaseConnection from(DatabaseSettings settings) {
        DatabaseUrl url = DatabaseUrl.parse(Setting.required("DATABASE_URL", settings.url()));
        var properties = new Properties();
        if (url.user() != null) {
            properties.setProperty("user", url.user());
        }
        if (url.password() != null) {
            properties.setProperty("password", url.password());
        }
        properties.setProperty("ApplicationName", "pledgeline");
        properties.setProperty("connectTimeout", seconds(CONNECT));
        properties.setProperty("loginTimeout", seconds(CONNECT));
        // Longer than any statement may run: only a connection that is dead reaches it.
        properties.setProperty(
                "socketTimeout", seconds(settings.statementTimeout().plusSeconds(30)));
        properties.setProperty("tcpKeepAlive", "true");
        // The detail of an error quotes the row, which is personal data, and ends in logs.
        properties.setProperty("logServerErrorDetail", "false");
        // Statements are planned for the tables as they are: plans kept from the time when they were empty would read
        // them whole. (plan_cache_mode would plan every check of a foreign key anew, too: six times slower.)
        properties.setProperty("prepareThreshold", "0");
        // The driver would hand the machine's time zone to the session.
        String initSql = "SET TIME ZONE 'UTC'"
                + "; SET idle_in_transaction_session_timeout = "
                + settings.idleInTransactionTimeout().toMillis()
                + "; SET lock_timeout = " + settings.lockTimeout().toMillis()
                + "; SET statement_timeout = " + settings.statementTimeout().toMillis()
                // Look-ups by key also in tables that were small when a plan was made: checks of foreign keys keep
                // theirs. Compiling plans costs more than these statements take.
                + "; SET random_page_cost = 1.1; SET jit = off";
        return new DatabaseConnection(url.jdbcUrl(), properties, initSql);
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }

    @Override
    public String toString() {
        return "DatabaseConnection[…]";
    }
}
