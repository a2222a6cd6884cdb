package io.pledgeline.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;

/** The application with a copy of the routes that knows one more platform: the stall, whose export has a row for each item. */
public abstract class RunningStall extends RunningImports {

    private static final String PLATFORM = "stall.platform.yaml";

    @DynamicPropertySource
    static void setRoutes(DynamicPropertyRegistry registry) {
        registry.add("routes.dir", RunningStall::routes);
    }

    private static synchronized String routes() {
        try {
            Path routes = Path.of("target", "routes-with-stall");
            FileSystemUtils.copyRecursively(Path.of("routes"), routes);
            Files.copy(
                    Path.of("src/test/resources/load/platforms", PLATFORM),
                    routes.resolve("platforms").resolve(PLATFORM),
                    StandardCopyOption.REPLACE_EXISTING);
            return routes.toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    protected static Export export() {
        return new Export(
                "Stall Order", "Customer", "Customer Name", "Total", "Currency", "Item SKU", "Item Name", "Quantity");
    }

    /** A row of an order; each order has a customer of its own. */
    protected static String[] row(String order, String sku, int quantity) {
        return row(order, "of " + order, sku, quantity);
    }

    protected static String[] row(String order, String customer, String sku, int quantity) {
        return new String[] {
            order, customer, "Named " + customer, "20.00", "EUR", sku, "Thing " + sku, String.valueOf(quantity)
        };
    }

    /** 250 rows in three chunks: order A in the first, the 120th and the last, 247 others of one row each. */
    protected static Export threeChunks() {
        Export export = export();
        for (int n = 1; n <= 250; n++) {
            String[] row = switch (n) {
                case 1 -> row("A", "BOX", 1);
                case 120 -> row("A", "DICE", 2);
                case 250 -> row("A", "BOX", 3);
                default -> row("O" + n, "S" + n % 5, 1);
            };
            export.add(row);
        }
        return export;
    }

    /** The items of an order as {@code sku=quantity}. */
    protected List<String> items(String order) {
        return database.queryForList("""
                SELECT t.sku || '=' || i.quantity FROM pledge_items i JOIN products t ON t.id = i.product_id
                JOIN pledges p ON p.id = i.pledge_id JOIN campaigns c ON c.id = p.campaign_id
                WHERE c.slug = ? AND p.external_id = ? ORDER BY 1""", String.class, campaign.slug(), order);
    }

    protected int pledged(String sku) {
        return imports.number("""
                SELECT i.pledged FROM inventory i JOIN products t ON t.id = i.product_id
                JOIN campaigns c ON c.id = t.campaign_id WHERE c.slug = ? AND t.sku = ?""", campaign.slug(), sku);
    }
}
