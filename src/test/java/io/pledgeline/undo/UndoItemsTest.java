package io.pledgeline.undo;

import static io.pledgeline.load.Imports.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Export;
import io.pledgeline.load.RunningStall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where each row of the file is an item: quantities add up, and items go when the import ends. */
class UndoItemsTest extends RunningStall {

    private static Export newer() {
        return threeChunks()
                .set(250, "Quantity", "9")
                .set(120, "Item SKU", "NEW")
                .remove(n -> n == 7 || n == 8)
                .set(10, "Item SKU", "S4");
    }

    @Test
    void quantitiesAndItemsThatANewerFileTookAwayComeBack() {
        imports.run(campaign, threeChunks());
        Undos undos = new Undos(port, database, imports, campaign);
        Map<String, List<String>> before = undos.tables();
        JsonNode imported = imports.run(campaign, newer());
        assertThat(items("A")).containsExactly("BOX=10", "NEW=2");
        assertThat(pledged("DICE")).isZero();

        JsonNode undo = undos.undo(id(imported));
        undos.assertTables(before);
        assertThat(items("A")).containsExactly("BOX=4", "DICE=2");
        assertThat(pledged("DICE")).isEqualTo(2);
        assertThat(undos.reasons(undo)).contains("pledge_items BROUGHT_BACK=2", "products REMOVED=1");
    }

    @Test
    void anImportThatAnUnchangedOneHasMarkedSinceIsKeptAndGoesAfterIt() {
        JsonNode first = imports.run(campaign, threeChunks());
        JsonNode again = imports.run(campaign, threeChunks());
        Undos undos = new Undos(port, database, imports, campaign);
        assertThat(Undos.figures(undos.undo(id(first)), "pledgeItems")).isEqualTo("0/249/0");
        undos.undo(id(again));
        undos.undo(id(first));
        assertThat(undos.tables().values()).allMatch(List::isEmpty);
    }
}
