package io.pledgeline.erase;

import io.pledgeline.database.Row;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An erasure that this worker has claimed: how far it is, and whether it goes on. */
public final class ErasureTask {

    /** So often it is looked whether those have ended who may not know of the erasure, before it is put off. */
    private static final int PATIENCE = 40;

    private static final UUID FIRST = new UUID(0, 0);

    private final Map<String, @Nullable Object> parameters = new HashMap<>();
    private final UUID id;
    private final int attempt;
    private String step;
    private boolean open = true;
    private boolean waiting = true;
    private int looks;

    /** @param row of {@code claim-erasure.sql} */
    ErasureTask(Row row) {
        id = row.uuid("id");
        attempt = row.integer("attempts");
        step = row.text("step");
        parameters.put("job", id.toString());
        parameters.put("attempt", attempt);
        parameters.put("merchant", row.uuid("merchant_id").toString());
        parameters.put(
                "backer", row.isNull("backer_id") ? null : row.uuid("backer_id").toString());
        parameters.put("email", row.textOrNull("email"));
        parameters.put("after", FIRST.toString());
    }

    public UUID id() {
        return id;
    }

    public int attempt() {
        return attempt;
    }

    /** What all statements about the erasure take. */
    public Map<String, @Nullable Object> getParameters() {
        return parameters;
    }

    public String getStep() {
        return step;
    }

    /** Whether there is something left to do, and it is still our turn. */
    public boolean isOpen() {
        return open;
    }

    /** Whether an import may be writing that does not know of the erasure. */
    public boolean isWaiting() {
        return waiting && looks < PATIENCE;
    }

    /** Takes the row of {@code note-horizon.sql}; who waited long enough goes on another time. */
    void looked(boolean past) {
        waiting = !past;
        if (!past && ++looks == PATIENCE) {
            open = false;
        }
    }

    /** Goes on with the next step, which the database knows by now. */
    void enter(String next) {
        step = next;
    }

    /** The upload that was searched is behind us, or another time goes on with it. */
    void searched(UploadSearch search) {
        if (search.isEnded()) {
            parameters.put("after", search.upload());
        } else {
            open = false;
        }
    }

    /** Leaves the rest to another time, or there is none. */
    void stop() {
        open = false;
    }
}
