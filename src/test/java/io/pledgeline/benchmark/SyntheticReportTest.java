package io.pledgeline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class SyntheticReportTest {

    private static final SyntheticReport REPORT = SyntheticReport.of(1000);

    @Test
    void writesTheSameReportAgain() throws IOException {
        assertThat(text(REPORT)).isEqualTo(text(SyntheticReport.of(1000))).isNotEqualTo(text(REPORT.withSeed(2)));
    }

    @Test
    void hasRowsLikeThoseOfARealCampaign() throws IOException {
        String text = text(REPORT);
        assertThat(text.getBytes(StandardCharsets.UTF_8).length / 1000).isBetween(280, 320);
        assertThat(text)
                .contains("\"Printed book, signed\"")
                .contains(",\nback entrance\"")
                .contains("José");
        List<CSVRecord> rows = rows(REPORT);
        assertThat(rows).hasSize(1000).allMatch(CSVRecord::isConsistent);
        assertThat(rows.stream().map(row -> row.get("Backer UID"))).doesNotHaveDuplicates();
    }

    @Test
    void knowsWhatAnImportLeaves() throws IOException {
        List<CSVRecord> rows = rows(REPORT);
        ReportTotals totals = REPORT.totals();
        assertThat(totals.rows()).isEqualTo(1000);
        assertThat(totals.surveys())
                .isEqualTo(rows.stream()
                        .filter(row -> !row.get("Survey Response").isEmpty())
                        .count());
        assertThat(totals.pledgeItems())
                .isEqualTo(filled(rows, "Reward ID") + filled(rows, SyntheticRow.PIN) + filled(rows, SyntheticRow.DICE))
                .isBetween(1100L, 1300L);
    }

    @Test
    void aNewerExportDiffersInAsManyRowsAsAskedFor() throws IOException {
        List<CSVRecord> older = rows(REPORT);
        List<CSVRecord> newer = rows(REPORT.newer(10, 10));
        assertThat(newer).hasSize(1010);
        assertThat(IntStream.range(0, 1000)
                        .filter(i -> !older.get(i).toList().equals(newer.get(i).toList())))
                .hasSize(10);
    }

    @Test
    void reportsOfOtherNumbersShareNoBacker() throws IOException {
        assertThat(rows(REPORT.startingAt(1001)).stream().map(row -> row.get("Backer UID")))
                .doesNotContainAnyElementsOf(
                        rows(REPORT).stream().map(row -> row.get("Backer UID")).toList());
    }

    private static long filled(List<CSVRecord> rows, String column) {
        return rows.stream().filter(row -> !row.get(column).isEmpty()).count();
    }

    private static List<CSVRecord> rows(SyntheticReport report) throws IOException {
        var format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(text(report), format)) {
            return parser.getRecords();
        }
    }

    private static String text(SyntheticReport report) throws IOException {
        var out = new ByteArrayOutputStream();
        report.write(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
