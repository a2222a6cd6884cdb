package io.pledgeline.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pledgeline.platform.Choices;
import io.pledgeline.platform.Fingerprint;
import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.Proposal;
import io.pledgeline.platform.Proposal.Column;
import io.pledgeline.platform.Proposal.Source;
import io.pledgeline.platform.RowKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The proposal for a workbook while its files are looked at one by one: one list of the columns of all of them. */
public final class Draft {

    /** A file that was looked at, with its headers and the required fields that none of them gives. */
    record File(String name, List<String> headers, List<String> missing) {}

    private @Nullable String platform;
    private RowKind row = RowKind.PLEDGE;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Set<String> missing = new TreeSet<>();
    private final Set<Mapping.Warning> warnings = new LinkedHashSet<>();
    private final List<File> files = new ArrayList<>();
    private final List<ObjectNode> rows = new ArrayList<>();

    /** The platform as which all files are read; the first one decides. */
    String platform(Supplier<String> ofFirst) {
        String decided = platform == null ? ofFirst.get() : platform;
        platform = decided;
        return decided;
    }

    /**
     * Takes the columns of a file that no file before it has.
     *
     * @return what is proposed for all columns so far; for those of this file nothing changes any more
     */
    Choices add(String name, List<String> headers, Proposal proposal) {
        if (files.isEmpty()) {
            row = proposal.row();
        }
        files.add(new File(name, headers.stream().map(Json::shown).toList(), List.of()));
        Map<String, Column> own = new LinkedHashMap<>();
        proposal.columns().forEach(column -> own.put(key(column.header(), column.occurrence()), column));
        Set<String> claimed = new HashSet<>();
        own.keySet().stream().map(columns::get).filter(Objects::nonNull).forEach(known -> claimed.add(known.field()));
        own.forEach((key, column) -> {
            if (!columns.containsKey(key)) {
                boolean free =
                        column.ofPlatform() || Choices.isShared(column.field()) || !claimed.contains(column.field());
                columns.put(key, storable(column, free));
            }
        });
        proposal.warnings().forEach(this::warn);
        return proposal().choices();
    }

    /** A column does not claim a field that another one of its file has already, as proposed for a file before. */
    private static Column storable(Column column, boolean free) {
        return new Column(
                Json.shown(column.header()),
                column.occurrence(),
                free ? column.field() : "pledge.details",
                free ? column.confidence() : 0.3,
                free ? column.source() : Source.SIMILAR,
                free ? Json.shown(column.reason()) : "Another column of the file says this already.",
                column.samples().stream().map(Json::shownCell).toList(),
                column.ofPlatform());
    }

    /** Takes what no column of the last file says. */
    void miss(Collection<String> fields) {
        missing.addAll(fields);
        File last = files.remove(files.size() - 1);
        files.add(new File(last.name(), last.headers(), List.copyOf(fields)));
    }

    void warn(Mapping.Warning warning) {
        warnings.add(new Mapping.Warning(warning.code(), Json.shown(warning.detail())));
    }

    /** Takes rows as they would be imported. */
    void show(List<ObjectNode> more) {
        rows.addAll(more);
    }

    int rowsShown() {
        return rows.size();
    }

    List<ObjectNode> rows() {
        return rows;
    }

    List<File> files() {
        return files;
    }

    /** What is proposed so far; its cells can be stored and shown. */
    public Proposal proposal() {
        return new Proposal(
                String.valueOf(platform),
                row,
                List.copyOf(columns.values()),
                List.copyOf(missing),
                List.copyOf(warnings));
    }

    /** Equal for columns that are the same one in several files: by their headers as the mapping compares them. */
    static String key(String header, int occurrence) {
        return Fingerprint.of(List.of(header)) + occurrence;
    }

    /** The keys of the columns of a file, in its order. */
    static List<String> keys(List<String> headers) {
        Map<String, Integer> seen = new HashMap<>();
        return headers.stream()
                .map(header -> key(header, seen.merge(Fingerprint.of(List.of(header)), 1, Integer::sum)))
                .toList();
    }
}
