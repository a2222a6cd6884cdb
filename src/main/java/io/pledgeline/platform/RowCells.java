package io.pledgeline.platform;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cells of one row while they are read: converts them and collects at most one problem per column. */
final class RowCells {
    private final int row;
    private final List<String> cells;
    private final int size;
    private @Nullable BitSet bad;
    private @Nullable List<Problem> problems;

    RowCells(int row, List<String> cells, String[] headers) {
        this.row = row;
        this.cells = cells;
        this.size = Math.min(cells.size(), headers.length);
        for (int i = 0; i < size; i++) {
            if (Texts.hasUnstorable(cells.get(i))) {
                add(i, headers[i], Fault.INVALID_CHARACTER);
            }
        }
        for (int i = size; i < cells.size(); i++) {
            if (!Texts.trim(cells.get(i)).isEmpty()) {
                add(i, "#" + (i + 1), Fault.TOO_MANY_CELLS);
                break;
            }
        }
    }

    List<Problem> problems() {
        return problems == null ? List.of() : List.copyOf(problems);
    }

    /** The trimmed cell, empty when it says nothing or cannot be read. */
    String text(Source source) {
        if (source.index >= size || (bad != null && bad.get(source.index))) {
            return "";
        }
        String cell = Texts.trim(cells.get(source.index));
        return source.isBlank(cell) ? "" : cell;
    }

    /** The cell as written, empty when it says nothing or cannot be read. */
    String raw(Source source) {
        return text(source).isEmpty() ? "" : cells.get(source.index);
    }

    /** The first of these columns that says something in this row. */
    @Nullable
    Source first(Source[] sources) {
        for (Source source : sources) {
            if (!text(source).isEmpty()) {
                return source;
            }
        }
        return null;
    }

    /** What the first column that says something says, with the columns that are joined to it. */
    @Nullable
    String firstText(Source[] sources) {
        Source first = first(sources);
        return first == null ? null : joined(first, sources);
    }

    private String joined(Source first, Source[] sources) {
        String text = text(first);
        for (int i = 0; first.part > 0 && i < sources.length; i++) {
            Source next = sources[i];
            if (next.rank == first.rank && next.part > first.part && !text(next).isEmpty()) {
                text = text + ' ' + text(next);
            }
        }
        return text;
    }

    /** The identifier by which a record is known; empty when the row has none. */
    String key(Source[] sources) {
        Source first = first(sources);
        String id = id(first);
        return first == null || id == null ? "" : first.compared(first.part > 0 ? joined(first, sources) : id);
    }

    /** An identifier; a number that a spreadsheet rounded ({@code 1.2E+11}) is none. */
    @Nullable
    String id(@Nullable Source source) {
        if (source == null) {
            return null;
        }
        String text = text(source);
        int e = text.indexOf("E+");
        if (e > 0 && text.length() > e + 2 && isNumberBefore(text, e)) {
            add(source, Fault.ROUNDED_ID);
            return null;
        }
        return text;
    }

    /** An amount that is not empty; null, and a problem, if it is not one. */
    @Nullable
    Money money(@Nullable Source source) {
        if (source == null) {
            return null;
        }
        Money money = source.money.parse(text(source));
        if (money.fault() != null) {
            add(source, money.fault());
            return null;
        }
        return money;
    }

    @Nullable
    BigDecimal amount(@Nullable Source source) {
        Money money = money(source);
        return money == null ? null : money.amount();
    }

    @Nullable
    Instant date(@Nullable Source source) {
        Instant date = source == null ? null : source.dates.parse(text(source));
        if (source != null && date == null) {
            add(source, Fault.INVALID_DATE);
        }
        return date;
    }

    @Nullable
    String country(@Nullable Source source) {
        String code = source == null ? null : Countries.codeOf(text(source));
        if (source != null && code == null) {
            add(source, Fault.INVALID_COUNTRY);
        }
        return code;
    }

    /** A number of pieces, 0 when the cell is blank; -1, and a problem, if it is none. */
    int quantity(Source source) {
        String text = text(source);
        int value = text.isEmpty() ? 0 : Quantities.parse(text);
        if (value < 0) {
            add(source, Fault.INVALID_QUANTITY);
        }
        return value;
    }

    void require(Source[] sources, String field) {
        if (first(sources) == null) {
            if (sources.length > 0) {
                add(sources[0], Fault.REQUIRED);
            } else {
                report(Fault.REQUIRED.at(row, field, ""));
            }
        }
    }

    void add(Source source, Fault fault) {
        add(source.index, source.header, fault);
    }

    private void add(int index, String column, Fault fault) {
        BitSet columns = bad == null ? new BitSet() : bad;
        bad = columns;
        if (!columns.get(index)) {
            columns.set(index);
            report(fault.at(row, column, index < cells.size() ? cells.get(index) : ""));
        }
    }

    private void report(Problem problem) {
        if (problems == null) {
            problems = new ArrayList<>(2);
        }
        problems.add(problem);
    }

    private static boolean isNumberBefore(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != ',') {
                return false;
            }
        }
        return true;
    }
}
