package io.pledgeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ActivityTest extends RunningJobs {

    @Test
    void eachChunkHasALetterAndEachRowItsTime() throws Exception {
        String key = newKey();
        String id = upload(key, "filename=a.csv", file(610) + row(611, "not an address", ""));
        JsonNode job = awaitStatus(key, id, "COMPLETED");

        JsonNode fresh = activity(key, id);
        assertThat(fresh.get("chunks").asText()).isEqualTo("CCCCCCW");
        assertThat(fresh.at("/rates/from").asText())
                .isEqualTo(job.get("startedAt").asText());
        assertThat(rows(fresh)).isEqualTo(611);

        failChunk(id, 2);
        age(id, 3, "rows_skipped = rows, rows_imported = 0, finished_at = NULL, status = 'CANCELLED'");
        age(id, 4, "status = 'PENDING', finished_at = NULL");
        age(id, 5, "status = 'PROCESSING'");
        age(id, 6, "finished_at = (SELECT started_at + interval '599 seconds' FROM jobs WHERE id = upload_id)");
        age(id, 7, "finished_at = (SELECT started_at + interval '700 seconds' FROM jobs WHERE id = upload_id)");
        database.sql("UPDATE jobs SET finished_at = started_at + interval '600.5 seconds' WHERE id = ?")
                .param(UUID.fromString(id))
                .update();

        JsonNode old = activity(key, id);
        assertThat(old.get("chunks").asText()).isEqualTo("CFXPRCW");
        assertThat(old.at("/rates/seconds").asInt()).isEqualTo(6);
        assertThat(old.at("/rates/rows")).hasSize(101);
        assertThat(old.at("/rates/rows/0").asInt()).isEqualTo(200);
        assertThat(old.at("/rates/rows/50").asInt()).isZero();
        assertThat(old.at("/rates/rows/99").asInt()).isEqualTo(100);
        assertThat(old.at("/rates/rows/100").asInt()).isEqualTo(11);
    }

    @Test
    void whatHasNotBegunOrIsNoImportHasNone() throws Exception {
        String key = newKey();
        String id = upload(key, "filename=a.csv&start=manual", file(3));
        awaitPhase(key, id, "WAITING_FOR_MAPPING");
        assertThat(activity(key, id).get("chunks").asText()).isEmpty();

        String workbook = job(key, id).at("/workbook/id").asText();
        String analysis = tree(call(key, "POST", "/api/workbooks/" + workbook + "/analyze", null))
                .get("jobId")
                .asText();
        assertThat(activity(key, analysis).get("chunks").asText()).isEmpty();
        assertThat(activity(key, analysis).at("/rates/rows")).isEmpty();
        assertThat(call(newKey(), "GET", "/api/jobs/" + id + "/activity", null).statusCode())
                .isEqualTo(404);
    }

    private JsonNode activity(String key, String id) throws Exception {
        return tree(call(key, "GET", "/api/jobs/" + id + "/activity", null));
    }

    private static int rows(JsonNode activity) {
        return StreamSupport.stream(activity.at("/rates/rows").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .sum();
    }

    private void age(String id, int chunk, String columns) {
        database.sql("UPDATE csv_upload_chunks SET " + columns + " WHERE upload_id = ? AND number = ?")
                .params(UUID.fromString(id), chunk)
                .update();
    }
}
