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
    private boolean scanning;

    /**
     * @param row of {@code claim-erasure.sql}
     * @param page how many records or former values a statement looks through
     */
    ErasureTask(Row row, int page) {
        id = row.uuid("id");
        attempt = row.integer("attempts");
        step = row.text("step");
        parameters.put("job", id.toString());
        parameters.put("attempt", attempt);
        parameters.put("merchant", row.uuid("merchant_id").toString());
        parameters.put(
                "backer", row.isNull("backer_id") ? null : row.uuid("backer_id").toString());
        String email = row.textOrNull("email");
        parameters.put("email", email);
        parameters.put("mention", email == null ? null : Mention.of(email));
        parameters.put("page", page);
        parameters.put("after", FIRST.toString());
        parameters.put("again", false);
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
        waiting = true;
        parameters.put("after", FIRST.toString());
        parameters.put("again", false);
    }

    /** Begins to look through a table of the merchant, page by page. */
    void scan() {
        scanning = true;
        parameters.put("within", FIRST.toString());
        parameters.put("kind", "");
        parameters.put("key", FIRST.toString());
    }

    /** Whether there may be more pages. */
    public boolean isScanning() {
        return scanning;
    }

    /** Takes the row that says where a page ended; it says nothing when there was none. */
    void scanned(Row page) {
        scanning = !page.isNull("within");
        if (scanning) {
            parameters.put("within", page.text("within"));
            parameters.put("kind", page.text("kind"));
            parameters.put("key", page.text("key"));
        }
    }

    /** Whether chunks have told what is to be looked for in those before them, too. */
    void learned(boolean wiser) {
        if (wiser) {
            parameters.put("again", true);
        }
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
