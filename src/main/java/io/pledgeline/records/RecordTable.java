package io.pledgeline.records;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The lists of records, and by what each can be sorted and narrowed. */
enum RecordTable {
    BACKERS(List.of("name", "email", "country", "number"), Set.of()),
    PLEDGES(List.of("amount", "pledgedAt", "status", "backer"), Set.of("backer", "product")),
    PRODUCTS(List.of("name", "sku", "price", "pledged"), Set.of()),
    SURVEYS(List.of("answeredAt", "backer"), Set.of("backer"));

    private final List<String> sorts;
    private final Set<String> filters;

    RecordTable(List<String> sorts, Set<String> filters) {
        this.sorts = Stream.concat(sorts.stream(), Stream.of("createdAt", "changedAt"))
                .toList();
        this.filters = filters;
    }

    /** Fields; with a hyphen before them the order is reversed. */
    List<String> sorts() {
        return sorts;
    }

    /** Whether its records can be narrowed to those of another record. */
    boolean isNarrowedBy(String parameter) {
        return filters.contains(parameter);
    }

    /** As in the path. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
