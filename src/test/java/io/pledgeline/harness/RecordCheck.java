package io.pledgeline.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pledgeline.benchmark.ImportedRecords;
import io.pledgeline.benchmark.SyntheticReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Compares tables and jobs with the files that were imported. */
final class RecordCheck {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Cluster cluster;
    private final Database database;
    private final Verdict verdict;

    RecordCheck(Cluster cluster, Verdict verdict) {
        this.cluster = cluster;
        this.database = new Database(cluster);
        this.verdict = verdict;
    }

    /** Looks whether a campaign holds exactly this report: every pledge once, with its amount, and all that belongs to it. */
    void campaign(String campaign, SyntheticReport report) throws SQLException {
        Map<String, Long> missing = report.pledges();
        long extra = 0;
        long otherAmount = 0;
        try (Connection connection = cluster.connect()) {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT p.external_id, (p.amount * 100)::bigint FROM pledges p JOIN backers b ON b.id = p.backer_id"
                            + " JOIN campaigns c ON c.id = p.campaign_id WHERE c.slug = ?")) {
                statement.setString(1, campaign);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        Long amount = missing.remove(rows.getString(1));
                        extra += amount == null ? 1 : 0;
                        otherAmount += amount != null && amount != rows.getLong(2) ? 1 : 0;
                    }
                }
            }
            new ImportedRecords(connection).requireExactly(report.totals(), campaign);
        } catch (ImportedRecords.WrongCounts e) {
            verdict.wrong(campaign + ": " + e.getMessage());
        }
        if (!missing.isEmpty()) {
            verdict.lost(campaign, missing.size());
        }
        if (extra > 0) {
            verdict.doubled(campaign, extra);
        }
        if (otherAmount > 0) {
            verdict.wrong(campaign + ": " + otherAmount + " pledges have another amount");
        }
    }

    /** Looks whether a job says what must have come of its file. */
    void job(UUID job, Import one, Client client) throws SQLException, IOException, InterruptedException {
        JsonNode document = JSON.readTree(database.column("SELECT document FROM job_documents WHERE id = ?", job)
                .get(0));
        JsonNode results = document.required("results");
        compare(one, "status", "COMPLETED", document.required("status").asText());
        compare(
                one,
                "rows",
                one.rows(),
                document.path("progress").path("rowsTotal").asLong());
        compare(
                one,
                "imported",
                one.rows() - one.bad().size(),
                results.path("rowsImported").asLong());
        compare(one, "failed", one.bad().size(), results.path("rowsFailed").asLong());
        compare(one, "skipped", 0, results.path("rowsSkipped").asLong());
        one.figures().forEach((table, figures) -> compare(one, table, figures, figures(results.path(table))));
        compare(one, "rows in the CSV of failed rows", one.bad(), failedRows(client.failedRows(job)));
        verdict.rows(one.rows());
    }

    /** Looks whether the undos of an import took back all that it brought, and each record once. */
    void undone(UUID job, Import one) throws SQLException {
        long records = one.figures().values().stream()
                .mapToLong(figures -> Long.parseLong(figures.replaceFirst("/.*", "")))
                .sum();
        Map<String, String> undos = database.rows(
                        "SELECT bool_and(j.status = 'COMPLETED') AS completed,"
                                + " sum((j.results ->> 'recordsReversed')::bigint) AS reversed,"
                                + " sum((j.results ->> 'recordsKept')::bigint + (j.results ->> 'recordsFailed')::bigint) AS others"
                                + " FROM undos u JOIN jobs j USING (id) WHERE u.upload_id = ?",
                        job)
                .get(0);
        Map<String, String> expected = Map.of("completed", "t", "reversed", Long.toString(records), "others", "0");
        if (!undos.equals(expected)) {
            verdict.wrong("the undo of " + one.file().getFileName() + " came to " + undos + " instead of " + expected);
        }
    }

    private static String figures(JsonNode table) {
        return table.path("inserted").asText() + "/"
                + table.path("updated").asText() + "/"
                + table.path("unchanged").asText();
    }

    private static List<Long> failedRows(byte[] csv) throws IOException {
        List<Long> rows = new ArrayList<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setAllowMissingColumnNames(true)
                .get();
        try (var reader = new InputStreamReader(new ByteArrayInputStream(csv), StandardCharsets.UTF_8)) {
            for (CSVRecord record : format.parse(reader)) {
                rows.add(Long.valueOf(record.get("_row")));
            }
        }
        return rows;
    }

    private void compare(Import one, String what, Object expected, Object found) {
        if (!expected.toString().equals(found.toString())) {
            verdict.wrong("%s: %s %s instead of %s".formatted(one.file().getFileName(), what, found, expected));
        }
    }
}
