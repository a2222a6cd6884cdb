package io.pledgeline.undo;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Imports;
import io.pledgeline.load.RunningImports;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** The running application with small steps: 100 records, two at a time. */
abstract class RunningUndos extends RunningImports {

    protected Undos undos;

    @BeforeEach
    void prepareUndos() {
        undos = new Undos(port, database, imports, campaign);
    }

    JsonNode undo(JsonNode imported) {
        return undos.undo(Imports.id(imported));
    }

    List<String> reasons(JsonNode undo) {
        return undos.reasons(undo);
    }

    Map<String, List<String>> tables() {
        return undos.tables();
    }

    void assertTables(Map<String, List<String>> before) {
        undos.assertTables(before);
    }

    /** Asks for an undo that no worker takes until it is released. */
    UUID heldUndo(UUID imported) {
        database.execute("""
                CREATE OR REPLACE FUNCTION hold_undo() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN NEW.lease_until = 'infinity'; RETURN NEW; END $$""");
        database.execute("CREATE TRIGGER hold_undo BEFORE INSERT ON jobs FOR EACH ROW WHEN (NEW.kind = 'UNDO')"
                + " EXECUTE FUNCTION hold_undo()");
        try {
            return undos.start(imported);
        } finally {
            database.execute("DROP TRIGGER hold_undo ON jobs");
        }
    }

    void release(UUID undo) {
        database.update("UPDATE jobs SET lease_until = NULL, queued_at = NULL WHERE id = ?", undo);
    }
}
