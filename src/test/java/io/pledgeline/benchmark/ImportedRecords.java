package io.pledgeline.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Compares what an import left in the database with what was in its file. */
public final class ImportedRecords {

    /** Says which figures are wrong. */
    public static final class WrongCounts extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WrongCounts(List<String> differences) {
            super("WRONG COUNTS: " + String.join("; ", differences));
        }
    }

    private final Connection connection;

    public ImportedRecords(Connection connection) {
        this.connection = connection;
    }

    /** Fails unless the campaign's tables hold exactly this report, and nothing is imported twice or lost. */
    public void requireExactly(ReportTotals expected, String campaign) throws SQLException {
        String of = " WHERE campaign_id = (SELECT id FROM campaigns WHERE slug = ?)";
        String items = " FROM pledge_items i JOIN pledges p ON p.id = i.pledge_id" + of;
        List<String> differences = new ArrayList<>();
        compare(differences, "backers", expected.rows(), "SELECT count(*) FROM backers" + of, campaign);
        compare(differences, "pledges", expected.rows(), "SELECT count(*) FROM pledges" + of, campaign);
        compare(differences, "products", expected.products(), "SELECT count(*) FROM products" + of, campaign);
        compare(differences, "pledge_items", expected.pledgeItems(), "SELECT count(*)" + items, campaign);
        compare(
                differences,
                "surveys",
                expected.surveys(),
                "SELECT count(*) FROM surveys s JOIN backers b ON b.id = s.backer_id" + of,
                campaign);
        compare(
                differences,
                "inventory",
                expected.products(),
                "SELECT count(*) FROM inventory i JOIN products p ON p.id = i.product_id" + of,
                campaign);
        compare(
                differences,
                "products whose inventory is not that of their items",
                0,
                "SELECT count(*) FROM products p LEFT JOIN inventory i ON i.product_id = p.id LEFT JOIN LATERAL ("
                        + "SELECT coalesce(sum(t.quantity), 0) AS pieces FROM pledge_items t"
                        + " JOIN pledges g ON g.id = t.pledge_id WHERE t.product_id = p.id AND g.status = 'collected') s ON TRUE"
                        + of.replace("campaign_id", "p.campaign_id") + " AND i.pledged IS DISTINCT FROM s.pieces",
                campaign);
        compare(differences, "pieces", expected.quantity(), "SELECT coalesce(sum(quantity), 0)" + items, campaign);
        compare(
                differences,
                "amount",
                expected.amount(),
                "SELECT coalesce(sum(amount), 0) FROM pledges" + of,
                campaign);
        fail(differences);
    }

    /** Fails unless every row of the job was imported and its chunks account for each of them. */
    void requireAllRows(UUID job, long rows) throws SQLException {
        String of = " FROM csv_upload_chunks WHERE upload_id = ?::uuid";
        List<String> differences = new ArrayList<>();
        compare(differences, "rows in chunks", rows, "SELECT coalesce(sum(rows), 0)" + of, job.toString());
        compare(differences, "rows imported", rows, "SELECT coalesce(sum(rows_imported), 0)" + of, job.toString());
        compare(
                differences,
                "chunks not completed",
                0,
                "SELECT count(*)" + of + " AND status <> 'COMPLETED'",
                job.toString());
        fail(differences);
    }

    /** Fails unless the job found every record as it was. */
    void requireUnchanged(UUID job, ReportTotals expected) throws SQLException, IOException {
        JsonNode results = new ObjectMapper()
                .readTree(text("SELECT document FROM job_documents WHERE id = ?::uuid", job.toString()))
                .required("results");
        Map<String, Long> tables = Map.of(
                "backers", expected.rows(),
                "pledges", expected.rows(),
                "products", expected.products(),
                "pledgeItems", expected.pledgeItems(),
                "surveys", expected.surveys());
        List<String> differences = new ArrayList<>();
        tables.forEach((table, count) -> {
            JsonNode figures = results.required(table);
            if (figures.required("unchanged").asLong() != count
                    || figures.required("inserted").asLong() != 0
                    || figures.required("updated").asLong() != 0) {
                differences.add(table + " are " + figures + ", not " + count + " unchanged");
            }
        });
        fail(differences);
    }

    private static void fail(List<String> differences) {
        if (!differences.isEmpty()) {
            throw new WrongCounts(differences);
        }
    }

    private void compare(List<String> differences, String what, long expected, String query, String parameter)
            throws SQLException {
        compare(differences, what, BigDecimal.valueOf(expected), query, parameter);
    }

    private void compare(List<String> differences, String what, BigDecimal expected, String query, String parameter)
            throws SQLException {
        BigDecimal found = new BigDecimal(text(query, parameter));
        if (found.compareTo(expected) != 0) {
            differences.add("%s %s instead of %s".formatted(what, found, expected));
        }
    }

    private String text(String query, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getString(1);
            }
        }
    }
}
