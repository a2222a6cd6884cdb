package io.pledgeline.harness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Asks PostgreSQL, past what is broken; each question has a connection of its own, because the server restarts. */
final class Database {

    private final Cluster cluster;

    Database(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Gives the columns of all rows as text, by their names. */
    List<Map<String, String>> rows(String query, Object... parameters) throws SQLException {
        try (Connection connection = cluster.connect();
                PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet found = statement.executeQuery()) {
                List<Map<String, String>> rows = new ArrayList<>();
                while (found.next()) {
                    Map<String, String> row = new HashMap<>();
                    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                        row.put(found.getMetaData().getColumnLabel(i), found.getString(i));
                    }
                    rows.add(row);
                }
                return rows;
            }
        }
    }

    /** Gives the first column of all rows. */
    List<String> column(String query, Object... parameters) throws SQLException {
        return rows(query, parameters).stream()
                .map(row -> row.values().iterator().next())
                .toList();
    }

    long number(String query, Object... parameters) throws SQLException {
        return Long.parseLong(column(query, parameters).get(0));
    }

    /** A number, or -1 while the server is away. */
    long numberOrAway(String query, Object... parameters) {
        try {
            return number(query, parameters);
        } catch (SQLException e) {
            return -1;
        }
    }

    /** Makes a merchant with a key. */
    UUID merchant(String slug, String key) throws SQLException {
        String query = "WITH m AS (INSERT INTO merchants (slug, name) VALUES (?, 'Harness') RETURNING id)"
                + " INSERT INTO api_keys (merchant_id, key_hash, label, scopes)"
                + " SELECT id, sha256(convert_to(?, 'UTF8')), 'harness', '{admin}' FROM m RETURNING merchant_id";
        return UUID.fromString(column(query, slug, key).get(0));
    }
}
