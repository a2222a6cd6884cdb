package io.pledgeline.undo;

import io.pledgeline.database.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One step of an undo: the next records of a stage by their key, and where that leaves it. */
final class UndoStep {

    private static final List<String> STAGES = List.of("pledges", "backers", "products", "inventory");

    /** The share of the work that is done when a stage begins, in percent; pledges and backers are nearly all of it. */
    private static final List<Integer> BEGINS = List.of(0, 60, 98, 99, 100);

    private record Place(String platform, String key, long records) {}

    private final String stage;
    private final Place after;
    private final long total;
    private final UndoFigures figures;
    private final List<String> ids = new ArrayList<>();
    private Place next;
    private boolean last = true;

    private UndoStep(String stage, Place after, long total, UndoFigures figures) {
        this.stage = stage;
        this.after = after;
        this.next = after;
        this.total = total;
        this.figures = figures;
    }

    /** Before there is any. */
    static UndoStep none() {
        return new UndoStep(STAGES.get(0), new Place("", "", 0), 0, UndoFigures.read(null));
    }

    /** Reads the row of {@code begin-step.sql}. */
    static UndoStep of(Row row) {
        String stage = row.text("stage");
        long total = stage.equals("pledges") || stage.equals("backers") ? row.number(stage + "_total") : 0;
        Place after = new Place(row.text("platform"), row.text("external_id"), row.number("records_read"));
        return new UndoStep(stage, after, total, UndoFigures.read(row.textOrNull("results")));
    }

    String stage() {
        return stage;
    }

    /** The records that are reversed. */
    List<String> ids() {
        return ids;
    }

    UndoFigures figures() {
        return figures;
    }

    /**
     * Takes the rows of {@code take-*.sql}.
     *
     * @param limit of them: when there are as many, the rest of the window is for the next step
     */
    void take(List<Map<String, Object>> rows, int limit) {
        for (Map<String, Object> columns : rows) {
            Row row = new Row(columns);
            if (!row.isNull("id")) {
                ids.add(row.text("id"));
            } else if (ids.size() == limit) {
                break;
            }
            next = new Place(row.text("platform"), row.text("external_id"), after.records() + row.number("place"));
        }
        last = ids.size() < limit && rows.size() == ids.size();
    }

    /** Where it begins, as {@code take-*.sql} takes it. */
    void putBeginInto(Map<String, Object> parameters) {
        putInto(parameters, after);
    }

    /** Where it ends, behind the records that were taken or in the next stage, as {@code move-undo.sql} takes it. */
    void putEndInto(Map<String, Object> parameters) {
        String then = last ? STAGES.get(STAGES.indexOf(stage) + 1) : stage;
        putInto(parameters, last ? new Place("", "", 0) : next);
        parameters.put("stage", then);
        parameters.put("results", figures.json());
        parameters.put("percent", percent(then));
    }

    private static void putInto(Map<String, Object> parameters, Place place) {
        parameters.put("platform", place.platform());
        parameters.put("key", place.key());
        parameters.put("read", place.records());
    }

    private BigDecimal percent(String then) {
        int place = STAGES.indexOf(then);
        int begin = BEGINS.get(place);
        double share = last || total == 0 ? 0 : Math.min(1.0, (double) next.records() / total);
        return BigDecimal.valueOf(begin + share * (BEGINS.get(place + 1) - begin))
                .setScale(1, RoundingMode.DOWN);
    }
}
