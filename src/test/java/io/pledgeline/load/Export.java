package io.pledgeline.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Builds a synthetic export: rows are made by number, and single cells can be said differently. */
public final class Export {

    static final String[] COLUMNS = {
        "Backer Number", "Backer UID", "Backer Name", "Email", "Shipping Country", "Reward Title", "Backing Minimum",
        "Reward ID", "Bonus Support", "Pledge Amount", "Pledged At", "Fulfillment Status", "Pledged Status", "Notes",
        "Core Box", "Dice Set", "[Addon: 77] Mat", "Survey Response", "Shipping Name", "Shipping City", "T-Shirt size"
    };

    private static final String[] COUNTRIES = {"US", "DE", "SE", "JP"};

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    public Export(String... header) {
        this.header = new ArrayList<>(Arrays.asList(header));
    }

    /** The rows {@code from} to {@code to}, of which every second has dice, every fifth a mat, and every third has answered the survey. */
    public static Export of(int from, int to) {
        Export export = new Export(COLUMNS);
        IntStream.rangeClosed(from, to).forEach(n -> export.rows.add(new ArrayList<>(row(n))));
        return export;
    }

    private static List<String> row(int n) {
        boolean answered = n % 3 == 0;
        return List.of(
                String.valueOf(n),
                uid(n),
                "Backer " + n,
                "backer" + n + "@example.org",
                COUNTRIES[n % 4],
                "Hero Pledge",
                "$25.00",
                "700" + n % 2,
                "$0.00",
                "$" + (25 + n % 50) + ".50",
                "2024/03/05, 12:%02d".formatted(n % 60),
                "not_started",
                "collected",
                "",
                "1",
                n % 2 == 0 ? "2" : "0",
                n % 5 == 0 ? "1" : "",
                answered ? "2024/05/01, 10:00" : "",
                answered ? "Ship " + n : "",
                answered ? "Springfield" : "",
                answered ? "L" : "");
    }

    static String uid(int n) {
        return String.valueOf(9_000_000 + n);
    }

    /** Says a cell differently in the row at this place, counted from 1. */
    public Export set(int place, String column, String value) {
        rows.get(place - 1).set(header.indexOf(column), value);
        return this;
    }

    public Export add(String... cells) {
        rows.add(new ArrayList<>(Arrays.asList(cells)));
        return this;
    }

    public Export addAll(Export other) {
        other.rows.forEach(row -> rows.add(new ArrayList<>(row)));
        return this;
    }

    public Export remove(IntPredicate places) {
        List<List<String>> kept = IntStream.range(0, rows.size())
                .filter(i -> !places.test(i + 1))
                .mapToObj(rows::get)
                .toList();
        rows.clear();
        rows.addAll(kept);
        return this;
    }

    /** The same without a column. */
    public Export without(String column) {
        int index = header.indexOf(column);
        header.remove(index);
        rows.forEach(row -> row.remove(index));
        return this;
    }

    List<String> cells(int place) {
        return rows.get(place - 1);
    }

    int size() {
        return rows.size();
    }

    public String text() {
        StringBuilder text = new StringBuilder(line(header)).append("\r\n");
        rows.forEach(row -> text.append(line(row)).append("\r\n"));
        return text.toString();
    }

    public byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isQuoted(String cell) {
        return cell.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
    }

    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> isQuoted(cell) ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
                .collect(Collectors.joining(","));
    }
}
