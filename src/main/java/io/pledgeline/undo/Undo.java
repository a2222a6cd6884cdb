package io.pledgeline.undo;

import io.pledgeline.database.Row;
import io.pledgeline.load.ClaimLostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An undo that this worker has claimed, on its way through its steps, each a transaction. */
public final class Undo {

    private final Map<String, Object> scope = new HashMap<>();
    private final UUID id;
    private final int most;
    private UndoStep step = UndoStep.none();
    private int limit;
    private int stepsLeft;
    private int faults;
    private long delay;
    private @Nullable Refusal refusal;
    private @Nullable String failure;
    private boolean open = true;
    private boolean ended;
    private boolean lost;
    private boolean faulty;

    /** What the database said when this record alone was to be reversed. */
    private record Refusal(String record, String state) {}

    /** @param row of {@code claim-undo.sql} */
    Undo(Row row, UndoSettings settings, Duration lease) {
        id = row.uuid("id");
        most = settings.records();
        limit = most;
        stepsLeft = settings.steps();
        scope.put("undo", id.toString());
        scope.put("claim", row.integer("claims"));
        scope.put("campaign", row.uuid("campaign_id").toString());
        scope.put("upload", row.uuid("upload_id").toString());
        scope.put("former", row.isNull("former") ? null : row.uuid("former").toString());
        scope.put("lease", lease.toSeconds() + " s");
        scope.put("window", settings.window());
    }

    UUID id() {
        return id;
    }

    /** Parameters that every statement of the undo takes. */
    public Map<String, Object> getScope() {
        return scope;
    }

    /**
     * Takes the row of {@code begin-step.sql}.
     *
     * @throws ClaimLostException if there is none
     */
    void begin(List<Map<String, Object>> rows) {
        held(rows);
        step = UndoStep.of(new Row(rows.get(0)));
    }

    /** @throws ClaimLostException if a statement found that the undo is no longer ours */
    void held(List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            throw new ClaimLostException("The undo was cancelled, or another attempt holds it");
        }
    }

    /** Pledges, backers, products or inventory. */
    public String getStage() {
        return step.stage();
    }

    /** Parameters of {@code take-*.sql}. */
    public Map<String, Object> getTake() {
        Map<String, Object> parameters = new HashMap<>(scope);
        step.putBeginInto(parameters);
        parameters.put("limit", limit);
        return parameters;
    }

    /** Takes the rows of {@code take-*.sql}. */
    void taken(List<Map<String, Object>> rows) {
        step.take(rows, limit);
    }

    /** Parameters of {@code reverse-*.sql} and {@code pass-sightings.sql}. */
    public Map<String, Object> getRecords() {
        Map<String, Object> parameters = new HashMap<>(scope);
        parameters.put("ids", step.ids().toArray(String[]::new));
        parameters.put("refused", isRefused() ? "SQLSTATE_" + refusal().state() : null);
        return parameters;
    }

    /** Takes the rows of {@code reverse-*.sql}. */
    void reversed(List<Map<String, Object>> rows) {
        step.figures().add(rows);
    }

    /** Parameters of {@code move-undo.sql}. */
    public Map<String, Object> getMove() {
        Map<String, Object> parameters = new HashMap<>(scope);
        step.putEndInto(parameters);
        return parameters;
    }

    /** Parameters of {@code finish-undo.sql}. */
    public Map<String, Object> getEnd() {
        Map<String, Object> parameters = new HashMap<>(scope);
        parameters.put("results", step.figures().json());
        ended = true;
        return parameters;
    }

    /** Takes a step as done, once it is committed. */
    public void close() {
        refusal = null;
        faults = 0;
        delay = 0;
        limit = Math.min(2 * limit, most);
        stepsLeft--;
        open = stepsLeft > 0 && !ended;
    }

    /** Whether the records that are to be reversed now are one that the database has refused. */
    private boolean isRefused() {
        return refusal != null && step.ids().equals(List.of(refusal.record()));
    }

    private Refusal refusal() {
        if (refusal == null) {
            throw new IllegalStateException("Nothing was refused");
        }
        return refusal;
    }

    /** Looks for the record that the database has refused in smaller steps, until it stands alone; then it is reported. */
    void refuse(String state) {
        ended = false;
        if (step.ids().isEmpty() || isRefused()) {
            fail("The database answered with SQLSTATE " + state + ".");
        } else if (step.ids().size() == 1) {
            refusal = new Refusal(step.ids().get(0), state);
        } else {
            limit = Math.max(1, Math.min(limit, step.ids().size()) / 8);
        }
    }

    /** Counts a fault that passes and returns how many there were since the last step that was done. */
    int countFault() {
        ended = false;
        return ++faults;
    }

    /** Asks for another attempt after so many milliseconds. */
    void waitFor(long delay) {
        ended = false;
        this.delay = delay;
    }

    /** Gives the undo back for a while. */
    void putOff() {
        faulty = true;
        stop();
    }

    /** Gives the undo back: others have their turn, or this process ends. */
    void stop() {
        ended = false;
        open = false;
    }

    void lose() {
        lost = true;
        stop();
    }

    void fail(String detail) {
        failure = detail;
        stop();
    }

    /** Whether another step is due. */
    public boolean isOpen() {
        return open;
    }

    /** Milliseconds before the next step. */
    public long getDelay() {
        return delay;
    }

    /** Whether there is more to do, later. */
    public boolean isUnfinished() {
        return !ended && !lost && failure == null;
    }

    /** Whether it ended, for us, before the inventory was summed again. */
    public boolean isBroken() {
        return lost || failure != null;
    }

    /** Parameters of {@code release-undo.sql}. */
    public Map<String, Object> getRelease() {
        Map<String, Object> parameters = new HashMap<>(scope);
        parameters.put("faulty", faulty);
        return parameters;
    }

    public boolean isFailed() {
        return failure != null;
    }

    /** Parameters of {@code fail-undo.sql}. */
    public Map<String, Object> getFailure() {
        Map<String, Object> parameters = new HashMap<>(scope);
        parameters.put("detail", failure);
        return parameters;
    }
}
