package io.pledgeline.platform;

import io.pledgeline.platform.Mapping.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lays the mapping of a file over the CSV of its failed rows, whose columns may have changed their places: each means there
 * what it meant in the file, however few rows are left to tell it by.
 */
public final class CorrectedFile {
    private final Mapping former;
    private final List<String> headers;
    private final Map<Integer, Integer> places = new HashMap<>();

    /** @param headers of the CSV; of each column of ours the first is not the file's */
    public CorrectedFile(Mapping former, List<String> headers) {
        this.former = former;
        this.headers = headers.stream().map(Texts::storableHeader).toList();
        Map<String, Integer> found = new HashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        OwnColumns.ALL.forEach(own -> seen.put(own, -1));
        for (int i = 0; i < headers.size(); i++) {
            found.put(nth(headers.get(i), seen), i);
        }
        Map<String, Integer> seenBefore = new HashMap<>();
        former.columns().stream()
                .filter(column -> column.index() < former.fileWidth())
                .sorted(Comparator.comparingInt(Column::index))
                // One that feeds two fields stands there twice.
                .filter(column -> !places.containsKey(column.index()))
                .forEach(column ->
                        places.put(column.index(), found.getOrDefault(nth(column.header(), seenBefore), -1)));
    }

    private static String nth(String header, Map<String, Integer> seen) {
        String name = Texts.fold(header);
        return seen.merge(name, 1, Integer::sum) + "\n" + name;
    }

    /** The headers of the columns that are read in the file and that the CSV does not have. */
    public List<String> missing() {
        Set<String> missing = new LinkedHashSet<>();
        for (Column column : former.columns()) {
            if (placeOf(column) < 0 && !column.field().equals(Fields.IGNORED)) {
                missing.add(column.header().isBlank() ? "column " + (column.index() + 1) : column.header());
            }
        }
        return List.copyOf(missing);
    }

    /** How the CSV is read; columns that the file does not have are ignored. */
    public Mapping mapping() {
        List<Column> columns = new ArrayList<>();
        Set<Integer> taken = Set.copyOf(places.values());
        for (int i = 0; i < headers.size(); i++) {
            if (!taken.contains(i)) {
                columns.add(new Column(i, headers.get(i), Fields.IGNORED, ValueType.TEXT, 0, Map.of(), List.of()));
            }
        }
        for (Column column : former.columns()) {
            int place = placeOf(column);
            if (place >= 0) {
                String header = place < headers.size() ? headers.get(place) : column.header();
                columns.add(new Column(
                        place, header, column.field(), column.type(), column.rank(), column.params(), column.blanks()));
            }
        }
        columns.sort(Comparator.comparingInt(Column::index));
        return new Mapping(
                former.platform(),
                former.version(),
                former.row(),
                columns,
                headers.size() + former.answers().size(),
                former.required(),
                former.missing(),
                former.zone(),
                former.currency(),
                former.dollar(),
                former.dates(),
                List.of(),
                former.asked().stream()
                        .map(index -> places.getOrDefault(index, -1))
                        .toList(),
                former.answers());
    }

    /** The columns of a model's answers stay behind those of the file. */
    private int placeOf(Column column) {
        int answer = column.index() - former.fileWidth();
        return answer >= 0 ? headers.size() + answer : places.getOrDefault(column.index(), -1);
    }
}
