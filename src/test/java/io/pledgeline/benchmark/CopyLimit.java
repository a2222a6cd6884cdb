package io.pledgeline.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/**
 * Measures how fast one session COPYs the very rows that an import produced into the same tables: same constraints, same
 * foreign keys, same indexes, empty at first, on the same server.
 *
 * @param tables time per table, in the order of loading
 */
record CopyLimit(Map<String, Duration> tables) {

    /** What an import produces, in the order in which foreign keys let it be loaded. */
    static final List<String> TABLES = List.of("products", "backers", "pledges", "pledge_items", "surveys");

    private static final String SCHEMA = "copy_limit";

    Duration total() {
        return tables.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * @param directory receives the rows for the time of the measurement
     */
    static CopyLimit measure(Connection connection, Path directory) throws SQLException, IOException {
        Map<String, Path> rows = dump(connection, directory);
        createTables(connection);
        // The import's leftovers, vacuum and dirty pages, would otherwise be paid by the measurement.
        execute(connection, "VACUUM ANALYZE");
        execute(connection, "CHECKPOINT");
        Map<String, Duration> times = new LinkedHashMap<>();
        for (String table : TABLES) {
            times.put(table, load(connection, table, rows.get(table)));
        }
        for (String table : TABLES) {
            requireSame(connection, "rows", "SELECT count(*) FROM %s." + table);
            Files.delete(rows.get(table));
        }
        execute(connection, "DROP SCHEMA " + SCHEMA + " CASCADE");
        execute(connection, "CHECKPOINT");
        return new CopyLimit(times);
    }

    // In the order in which the import wrote them.
    private static Map<String, Path> dump(Connection connection, Path directory) throws SQLException, IOException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        Map<String, Path> files = new LinkedHashMap<>();
        for (String table : TABLES) {
            Path file = directory.resolve(table + ".copy");
            try (OutputStream out = Files.newOutputStream(file)) {
                copy.copyOut("COPY public." + table + " TO STDOUT", out);
            }
            files.put(table, file);
        }
        return files;
    }

    private static void createTables(Connection connection) throws SQLException {
        execute(connection, "DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
        execute(connection, "CREATE SCHEMA " + SCHEMA);
        for (String table : TABLES) {
            execute(connection, "CREATE TABLE %1$s.%2$s (LIKE public.%2$s INCLUDING ALL)".formatted(SCHEMA, table));
        }
        // LIKE leaves foreign keys out. Their text names tables without a schema, so that here it means the copies.
        List<String> foreignKeys = foreignKeys(connection);
        execute(connection, "SET search_path = " + SCHEMA + ", public");
        for (String foreignKey : foreignKeys) {
            execute(connection, foreignKey);
        }
        execute(connection, "RESET search_path");
        requireSame(
                connection,
                "constraints",
                "SELECT string_agg(t.relname || ':' || c.contype::text, ' ' ORDER BY t.relname, c.contype)"
                        + " FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid"
                        + " WHERE t.relnamespace = '%s'::regnamespace AND t.relname IN (" + names() + ")");
        requireSame(
                connection,
                "indexes",
                "SELECT count(*) FROM pg_indexes WHERE schemaname = '%s' AND tablename IN (" + names() + ")");
    }

    private static List<String> foreignKeys(Connection connection) throws SQLException {
        execute(connection, "SET search_path = public");
        List<String> statements = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT format('ALTER TABLE %s.%I ADD CONSTRAINT %I %s', '"
                        + SCHEMA + "', t.relname, c.conname, pg_get_constraintdef(c.oid))"
                        + " FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid"
                        + " WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND t.relname IN ("
                        + names() + ")")) {
            while (found.next()) {
                statements.add(found.getString(1));
            }
        }
        return statements;
    }

    private static Duration load(Connection connection, String table, Path rows) throws SQLException, IOException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        try (InputStream in = Files.newInputStream(rows)) {
            long start = System.nanoTime();
            copy.copyIn("COPY " + SCHEMA + "." + table + " FROM STDIN", in, 1 << 16);
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    /** Without this, a limit of easier tables would go unnoticed. */
    private static void requireSame(Connection connection, String what, String query) throws SQLException {
        String original = text(connection, query.formatted("public"));
        String copied = text(connection, query.formatted(SCHEMA));
        if (!original.equals(copied)) {
            throw new IllegalStateException(
                    "The copied tables have other " + what + ": " + copied + ", not " + original);
        }
    }

    private static String names() {
        return "'" + String.join("', '", TABLES) + "'";
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
