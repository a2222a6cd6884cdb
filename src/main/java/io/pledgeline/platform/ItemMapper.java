package io.pledgeline.platform;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a row buys: its reward, the products that have columns of their own, and those the row names.
 *
 * <p>Where a file repeats its item columns ({@code Item Name, Item SKU, Item Name, Item SKU …}), the first of each
 * kind belong together, then the second, and so on.
 */
final class ItemMapper {
    private final Source[] rewardKey;
    private final Source[] rewardName;
    private final Source[] rewardPrice;
    private final Source[] products;
    private final Source[] keys;
    private final Source[] names;
    private final Source[] skus;
    private final Source[] prices;
    private final Source[] quantities;
    private final int groups;
    private final boolean mayRepeat;

    ItemMapper(Mapping mapping) {
        rewardKey = RowMapper.sources(mapping, Fields.REWARD_KEY);
        rewardName = RowMapper.sources(mapping, Fields.REWARD_NAME);
        rewardPrice = RowMapper.sources(mapping, Fields.REWARD_PRICE);
        Source[] counted = RowMapper.sources(mapping, Fields.ITEM_QUANTITY);
        products = Arrays.stream(counted).filter(s -> s.product != null).toArray(Source[]::new);
        quantities = Arrays.stream(counted).filter(s -> s.product == null).toArray(Source[]::new);
        keys = RowMapper.sources(mapping, Fields.ITEM_KEY);
        names = RowMapper.sources(mapping, Fields.ITEM_NAME);
        skus = RowMapper.sources(mapping, Fields.ITEM_SKU);
        prices = RowMapper.sources(mapping, Fields.ITEM_PRICE);
        groups = Math.max(keys.length, Math.max(names.length, skus.length));
        long distinct = Arrays.stream(products).map(s -> s.product).distinct().count();
        mayRepeat = groups > 1 || (groups > 0 && products.length > 0) || distinct < products.length;
    }

    List<Item> map(RowCells in) {
        List<Item> items = new ArrayList<>(4);
        addReward(in, items);
        for (Source source : products) {
            int quantity = in.quantity(source);
            if (quantity > 0 && source.product != null) {
                add(items, new Item(source.product, source.name, source.sku, null, quantity));
            }
        }
        for (int group = 0; group < groups; group++) {
            addNamed(in, group, items);
        }
        return items;
    }

    private void addReward(RowCells in, List<Item> items) {
        BigDecimal price = in.amount(in.first(rewardPrice));
        String key = in.id(in.first(rewardKey));
        String name = in.firstText(rewardName);
        if (key == null && price != null && price.signum() > 0) {
            key = price.toPlainString();
        }
        int quantity = groups == 0 ? count(0, in) : 1;
        if (key != null && quantity > 0) {
            String shown = name != null ? name : "Reward " + (price == null ? key : price.toPlainString());
            items.add(new Item(ProductKeys.reward(key), shown, null, price, quantity));
        }
    }

    private void addNamed(RowCells in, int group, List<Item> items) {
        String key = in.id(at(keys, group, in));
        String sku = in.id(at(skus, group, in));
        Source named = at(names, group, in);
        String name = named == null ? null : in.text(named);
        BigDecimal price = in.amount(at(prices, group, in));
        int quantity = count(group, in);
        if (quantity < 1 || (key == null && sku == null && name == null)) {
            return;
        }
        String product = key != null
                ? ProductKeys.bounded("item:" + key)
                : sku != null ? ProductKeys.sku(sku) : ProductKeys.item(String.valueOf(name));
        String shown = name != null ? name : sku != null ? sku : key;
        add(items, new Item(product, String.valueOf(shown), sku, price, quantity));
    }

    /** The same product twice in a row is one item of both quantities. */
    private void add(List<Item> items, Item item) {
        for (int i = 0; mayRepeat && i < items.size(); i++) {
            Item other = items.get(i);
            if (other.productKey().equals(item.productKey())) {
                int sum = other.quantity() + item.quantity();
                items.set(i, new Item(other.productKey(), other.name(), other.sku(), other.price(), sum));
                return;
            }
        }
        items.add(item);
    }

    /** The pieces of what the row names: one, unless a column says how many. */
    private int count(int group, RowCells in) {
        Source counted = at(quantities, group, in);
        return counted == null ? 1 : in.quantity(counted);
    }

    private static @Nullable Source at(Source[] sources, int group, RowCells in) {
        return group < sources.length && !in.text(sources[group]).isEmpty() ? sources[group] : null;
    }
}
