package io.pledgeline.load;

import io.pledgeline.database.Row;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hands what the statements of the load routes return to the batch that asked. */
@Component
class Returned {

    public void locked(@Variable("batch") LoadBatch batch, @Body List<Map<String, Object>> rows) {
        batch.locked(rows);
    }

    public void erasures(@Variable("batch") LoadBatch batch, @Body List<Map<String, Object>> rows) {
        batch.getErased().look(new Row(rows.get(0)));
    }

    public void erased(@Variable("batch") LoadBatch batch, @Body List<Map<String, Object>> rows) {
        batch.getErased().found(rows);
    }

    /** @throws OvertakenException if somebody was erased since the batch looked for erased people */
    public void completed(@Variable("batch") LoadBatch batch, @Body List<Map<String, Object>> rows) {
        batch.completed(new Row(rows.get(0)).number("erasures"));
    }

    public Map<String, @Nullable Object> blanked(
            @Variable("batch") LoadBatch batch, @Body List<Map<String, Object>> rows) {
        return batch.getErased().blanked(rows.get(0));
    }

    public void knownProducts(@Variable("batch") LoadBatch batch, @Body List<Map<String, Object>> rows) {
        batch.getProducts().known(rows);
    }

    public void writtenProducts(@Variable("batch") LoadBatch batch, @Body List<Map<String, Object>> rows) {
        batch.getProducts().written(rows);
        batch.attempt().namedProducts();
    }

    public void foundByLook(@Variable("batch") LoadBatch batch, @Body List<Map<String, Object>> rows) {
        look(batch).foundByNumber(rows);
    }

    public void existing(@Variable("batch") LoadBatch batch, @Body List<Map<String, Object>> rows) {
        look(batch).found(rows);
        batch.looked(look(batch));
    }

    private static ModeLook look(LoadBatch batch) {
        return Objects.requireNonNull(batch.getLook());
    }

    public void foundByNumber(@Variable("write") WriteBatch write, @Body List<Map<String, Object>> rows) {
        write.foundByNumber(rows);
    }

    public void insertedBackers(@Variable("write") WriteBatch write, @Body List<Map<String, Object>> rows) {
        write.insertedBackers(rows);
    }

    public void knownBackers(@Variable("write") WriteBatch write, @Body List<Map<String, Object>> rows) {
        write.knownBackers(rows);
    }

    public void updatedBackers(@Variable("write") WriteBatch write, @Body List<Map<String, Object>> rows) {
        write.backers.updated(rows);
    }

    public void insertedPledges(@Variable("write") WriteBatch write, @Body List<Map<String, Object>> rows) {
        write.insertedPledges(rows);
    }

    public void knownPledges(@Variable("write") WriteBatch write, @Body List<Map<String, Object>> rows) {
        write.knownPledges(rows);
    }

    public void updatedPledges(@Variable("write") WriteBatch write, @Body List<Map<String, Object>> rows) {
        write.pledges.updated(rows);
    }

    public void insertedItems(@Variable("write") WriteBatch write) {
        write.dependents.insertedItems();
    }

    public void writtenItems(@Variable("write") WriteBatch write, @Body List<Map<String, Object>> rows) {
        write.dependents.writtenItems(rows);
    }

    public void insertedSurveys(@Variable("write") WriteBatch write) {
        write.dependents.insertedSurveys();
    }

    public void writtenSurveys(@Variable("write") WriteBatch write, @Body List<Map<String, Object>> rows) {
        write.dependents.writtenSurveys(rows);
    }
}
