package io.pledgeline.benchmark;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/**
 * What a report holds, and so what the tables must hold after it was imported into an empty campaign.
 *
 * @param rows of data; as many backers and as many pledges
 * @param products different rewards and items that somebody has
 * @param pledgeItems rewards and items of all pledges
 * @param surveys backers who answered
 * @param quantity pieces of all pledge items
 * @param amount sum of all pledges
 */
public record ReportTotals(long rows, long products, long pledgeItems, long surveys, long quantity, BigDecimal amount) {

    /** Adds up row by row. */
    static final class Counter {

        private final Set<String> products = new HashSet<>();
        private long rows;
        private long items;
        private long surveys;
        private long quantity;
        private long cents;

        void add(SyntheticRow row) {
            rows++;
            cents += row.amountCents();
            surveys += row.answered() ? 1 : 0;
            addItem(row.reward().name(), row.reward() == SyntheticRow.Reward.NONE ? 0 : 1);
            addItem(SyntheticRow.PIN, row.pins());
            addItem(SyntheticRow.DICE, row.dice());
        }

        private void addItem(String product, int pieces) {
            if (pieces > 0) {
                products.add(product);
                items++;
                quantity += pieces;
            }
        }

        ReportTotals totals() {
            return new ReportTotals(rows, products.size(), items, surveys, quantity, BigDecimal.valueOf(cents, 2));
        }
    }
}
