package io.pledgeline.platform;

import io.pledgeline.platform.Mapping.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the column of the file that fed a property of a record. */
final class FedBy {
    private final Map<String, List<Column>> byField = new HashMap<>();
    private final Map<String, Column> byProduct = new HashMap<>();

    FedBy(Mapping mapping) {
        mapping.columns().stream().sorted(Comparator.comparingInt(Column::rank)).forEach(column -> {
            byField.computeIfAbsent(column.field(), field -> new ArrayList<>()).add(column);
            String product = column.params().get("product");
            if (product != null) {
                byProduct.putIfAbsent(product, column);
            }
        });
    }

    @Nullable
    Column column(@Nullable Object bean, String property, List<String> cells) {
        if (bean instanceof Item item) {
            return item(item, property, cells);
        }
        String prefix = bean instanceof Backer ? "backer." : "pledge.";
        String field = prefix + (property.equals("externalId") ? "key" : property);
        Column column = first(field, cells);
        // An amount's currency stands in the same cell unless it has a column.
        return column == null && field.equals(Fields.PLEDGE_CURRENCY) ? first(Fields.PLEDGE_AMOUNT, cells) : column;
    }

    private @Nullable Column item(Item item, String property, List<String> cells) {
        Column own = byProduct.get(item.productKey());
        if (own != null) {
            return own;
        }
        boolean reward = item.productKey().startsWith("reward:");
        String kind = property.equals("productKey") ? "key" : property;
        for (String field : reward
                ? List.of("reward." + kind, Fields.REWARD_KEY, Fields.REWARD_PRICE)
                : List.of("item." + kind, Fields.ITEM_KEY, Fields.ITEM_SKU, Fields.ITEM_NAME)) {
            Column column = first(field, cells);
            if (column != null) {
                return column;
            }
        }
        return null;
    }

    /** The column of a field that says something in this row, else the one that is asked first. */
    private @Nullable Column first(String field, List<String> cells) {
        List<Column> columns = byField.getOrDefault(field, List.of());
        for (Column column : columns) {
            if (column.index() < cells.size()
                    && !Texts.trim(cells.get(column.index())).isEmpty()) {
                return column;
            }
        }
        return columns.isEmpty() ? null : columns.get(0);
    }
}
