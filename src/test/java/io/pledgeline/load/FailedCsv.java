package io.pledgeline.load;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** The CSV of failed rows of a job, to be corrected as in a spreadsheet. */
public final class FailedCsv {

    private final List<String> header = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private char delimiter = ',';
    private String start = "";

    public static FailedCsv of(Imports imports, Imports.Campaign campaign, UUID job) {
        FailedCsv csv = new FailedCsv();
        String text = imports.get(campaign, "/api/jobs/" + job + "/errors", "text/csv");
        try {
            for (CSVRecord record : CSVFormat.RFC4180.parse(new StringReader(text))) {
                csv.rows.add(new ArrayList<>(record.toList()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        csv.header.addAll(csv.rows.remove(0));
        return csv;
    }

    List<String> header() {
        return header;
    }

    /** The cells of a column, row by row. */
    List<String> column(String name) {
        return rows.stream().map(row -> row.get(header.indexOf(name))).toList();
    }

    /** Says a cell differently in the row at this place, from 1. */
    public FailedCsv set(int place, String column, String value) {
        List<String> row = rows.get(place - 1);
        while (row.size() < header.size()) {
            row.add("");
        }
        row.set(header.indexOf(column), value);
        return this;
    }

    FailedCsv setAll(String column, String value) {
        for (int place = 1; place <= rows.size(); place++) {
            set(place, column, value);
        }
        return this;
    }

    /** Keeps the rows of which this column says such a thing. */
    public FailedCsv keep(String column, Predicate<String> said) {
        rows.removeIf(row -> !said.test(row.get(header.indexOf(column))));
        return this;
    }

    /** Writes the row at this place once more, behind the others. */
    FailedCsv repeat(int place) {
        rows.add(new ArrayList<>(rows.get(place - 1)));
        return this;
    }

    FailedCsv drop(String column) {
        int index = header.indexOf(column);
        header.remove(index);
        rows.forEach(row -> row.remove(index));
        return this;
    }

    FailedCsv rename(String column, String name) {
        header.set(header.indexOf(column), name);
        return this;
    }

    /** As a spreadsheet of another country saves it: columns in another order, semicolons, a byte order mark. */
    public FailedCsv fromSpreadsheet() {
        delimiter = ';';
        start = "\uFEFF";
        java.util.Collections.reverse(header);
        rows.forEach(java.util.Collections::reverse);
        return this;
    }

    public byte[] bytes() {
        StringBuilder text = new StringBuilder(start);
        try (CSVPrinter printer = new CSVPrinter(
                text, CSVFormat.RFC4180.builder().setDelimiter(delimiter).get())) {
            printer.printRecord(header);
            for (List<String> row : rows) {
                printer.printRecord(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
