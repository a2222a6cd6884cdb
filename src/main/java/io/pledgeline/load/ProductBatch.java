package io.pledgeline.load;

import io.pledgeline.platform.Item;
import io.pledgeline.platform.PledgeRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The products that a chunk's rows name, on their way to their ids. */
public final class ProductBatch {

    private record Named(Item item, int row) {}

    private final Map<String, Named> products = new TreeMap<>();
    private final Map<String, Object> parameters = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();

    ProductBatch(Map<String, Object> scope, List<PledgeRow> rows) {
        parameters.putAll(scope);
        for (PledgeRow row : rows) {
            for (Item item : row.items()) {
                products.put(item.productKey(), new Named(item, row.row()));
            }
        }
        Columns keys = new Columns("productKeys", "productRows");
        products.forEach((key, named) -> keys.add(key, named.row()));
        keys.putInto(parameters);
    }

    public boolean isEmpty() {
        return products.isEmpty();
    }

    public Map<String, Object> getParameters() {
        return parameters;
    }

    /** Takes the rows of {@code sight-products.sql}: what is left to write is new, or ours to change. */
    public void known(List<Map<String, Object>> rows) {
        Map<String, Known> known = Known.of(rows);
        known.forEach((key, product) -> ids.put(key, product.id()));
        Columns columns = new Columns(
                "writeProductKeys",
                "writeProductNames",
                "writeProductSkus",
                "writeProductPrices",
                "writeProductRows",
                "writeProductIds");
        products.forEach((key, named) -> {
            Known product = known.get(key);
            if (product == null || product.latest()) {
                Item item = named.item();
                columns.add(
                        key, item.name(), item.sku(), item.price(), named.row(), product == null ? null : product.id());
            }
        });
        columns.putInto(parameters);
    }

    /** Takes the rows of {@code upsert-products.sql}. */
    public void written(List<Map<String, Object>> rows) {
        rows.forEach(row -> ids.put((String) row.get("external_id"), (String) row.get("id")));
        if (!ids.keySet().containsAll(products.keySet())) {
            throw new OvertakenException("product");
        }
    }

    /** Ids by product key, once all are known. */
    Map<String, String> ids() {
        return ids;
    }
}
