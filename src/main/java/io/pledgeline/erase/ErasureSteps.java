package io.pledgeline.erase;

import io.pledgeline.database.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hands what the statements of the erase routes return to the erasure or the search that asked. */
@Component
class ErasureSteps {

    /** @throws ErasureLostException if the statement that holds or moves the erasure found it no longer ours */
    public void held(@Body List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            throw new ErasureLostException();
        }
    }

    public void looked(@Variable("task") ErasureTask task, @Body List<Map<String, Object>> rows) {
        held(rows);
        task.looked(new Row(rows.get(0)).isTrue("past"));
    }

    /** Enters the step that the statement returned. */
    public void enter(@Variable("task") ErasureTask task, @Body List<Map<String, Object>> rows) {
        held(rows);
        task.enter(new Row(rows.get(0)).text("step"));
    }

    public void scan(@Variable("task") ErasureTask task) {
        task.scan();
    }

    public void scanned(@Variable("task") ErasureTask task, @Body List<Map<String, Object>> rows) {
        held(rows);
        task.scanned(new Row(rows.get(0)));
    }

    /** The search through the upload that {@code next-upload.sql} or {@code late-uploads.sql} returned. */
    public UploadSearch search(@Body Map<String, Object> row, @Variable("task") @Nullable ErasureTask task) {
        return new UploadSearch(new Row(row), task);
    }

    public void chunks(@Variable("search") UploadSearch search, @Body List<Map<String, Object>> rows) {
        search.read(rows);
    }

    public void erased(@Variable("search") UploadSearch search, @Body List<Map<String, Object>> rows) {
        search.found(hashes(rows));
    }

    public void learned(@Variable("task") ErasureTask task, @Body List<Map<String, Object>> rows) {
        held(rows);
        task.learned(new Row(rows.get(0)).isTrue("wiser"));
    }

    public void searched(@Variable("task") ErasureTask task, @Variable("search") UploadSearch search) {
        task.searched(search);
    }

    public void stop(@Variable("task") ErasureTask task) {
        task.stop();
    }

    static Set<String> hashes(List<Map<String, Object>> rows) {
        Set<String> hashes = new HashSet<>();
        rows.forEach(row -> hashes.add((String) row.get("hash")));
        return hashes;
    }
}
