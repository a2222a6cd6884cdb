package io.pledgeline.database;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the pool of connections, and Flyway migrate once the database answers. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    DatabaseConnection databaseConnection(DatabaseSettings settings) {
        return DatabaseConnection.from(settings);
    }

    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource dataSource(DatabaseConnection connection) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(connection.jdbcUrl());
        pool.setDataSourceProperties(connection.properties());
        pool.setConnectionInitSql(connection.initSql());
        return pool;
    }

    @Bean
    FlywayMigrationStrategy migrateOnceTheDatabaseAnswers(DatabaseConnection connection, DatabaseSettings settings) {
        var start = new DatabaseStart(connection, settings.startWait());
        return flyway -> {
            start.await();
            flyway.migrate();
        };
    }
}
