package io.pledgeline.load;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Holds the rows of a correction against the failed rows that they bring again. */
@Component
class Corrector {

    /** Takes the rows of {@code lock-corrected.sql} before the transaction: leaves out those that bring no failed row again. */
    public void look(@Variable("batch") LoadBatch batch, @Body List<Map<String, Object>> rows) {
        batch.attempt().correct(locked(batch, rows));
        batch.looked();
    }

    /**
     * Takes the rows of {@code lock-corrected.sql} in the transaction.
     *
     * @throws OvertakenException if somebody else has brought one of them since the look
     */
    public void claim(@Variable("batch") LoadBatch batch, @Body List<Map<String, Object>> rows) {
        batch.attempt().claim(locked(batch, rows));
    }

    /** Parameters of {@code settle-rows.sql}. */
    public Map<String, Object> settled(@Variable("batch") LoadBatch batch) {
        return settlement(batch).settled(batch.attempt().rowsOfWritten());
    }

    private static Settlement locked(LoadBatch batch, List<Map<String, Object>> rows) {
        Settlement settlement = settlement(batch);
        settlement.locked(rows);
        return settlement;
    }

    private static Settlement settlement(LoadBatch batch) {
        return Objects.requireNonNull(batch.getSettlement());
    }
}
