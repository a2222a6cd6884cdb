package io.pledgeline.undo;

import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Hands what the statements of the undo routes return to the undo that asked. */
@Component
class UndoReturned {

    public void begun(@Variable("undo") Undo undo, @Body List<Map<String, Object>> rows) {
        undo.begin(rows);
    }

    public void taken(@Variable("undo") Undo undo, @Body List<Map<String, Object>> rows) {
        undo.taken(rows);
    }

    public void reversed(@Variable("undo") Undo undo, @Body List<Map<String, Object>> rows) {
        undo.reversed(rows);
    }

    public void held(@Variable("undo") Undo undo, @Body List<Map<String, Object>> rows) {
        undo.held(rows);
    }
}
