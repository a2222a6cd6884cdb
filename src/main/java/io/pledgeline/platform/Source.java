package io.pledgeline.platform;

import io.pledgeline.platform.Mapping.Column;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A column made ready for reading: what {@link Mapping.Column} says, compiled once per mapping. */
final class Source {
    final int index;
    final String header;
    final String field;
    final int rank;
    /** The place among the columns of this rank that are joined, 0 if none are. */
    final int part;

    /** Under which a named value, an item or a part of an address is kept. */
    final String name;

    final @Nullable String product;
    final @Nullable String sku;
    final MoneyFormat money;
    final DateFormats dates;
    private final boolean anyCase;
    private final String[] blanks;

    Source(Column column, Mapping mapping) {
        index = column.index();
        header = column.header();
        field = column.field();
        rank = column.rank();
        part = Integer.parseInt(column.params().getOrDefault("part", "0"));
        anyCase = "any".equals(column.params().get("case"));
        name = field.startsWith(Fields.ADDRESS)
                ? field.substring(Fields.ADDRESS.length())
                : column.params().getOrDefault("name", column.header());
        product = column.params().get("product");
        sku = column.params().get("sku");
        String decimal = column.params().get("decimal");
        money = new MoneyFormat(decimal == null ? MoneyFormat.OPEN : decimal.charAt(0));
        dates = column.type() == ValueType.DATE
                ? new DateFormats(mapping.dates(), column.params().get("date"), mapping.zoneId())
                : DateFormats.NONE;
        blanks = column.blanks().toArray(String[]::new);
    }

    /** The form in which a key of this column is compared. */
    String compared(String key) {
        return anyCase ? key.toLowerCase(Locale.ROOT) : key;
    }

    boolean isBlank(String trimmed) {
        if (trimmed.isEmpty()) {
            return true;
        }
        for (String blank : blanks) {
            if (blank.equalsIgnoreCase(trimmed)) {
                return true;
            }
        }
        return false;
    }
}
