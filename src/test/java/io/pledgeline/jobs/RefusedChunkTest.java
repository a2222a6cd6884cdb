package io.pledgeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RefusedChunkTest extends RunningJobs {

    private static final String FULL_DISK = """
            CREATE FUNCTION refuse_backers() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.email = 'doomed@example.org' THEN
                    RAISE EXCEPTION 'refused' USING ERRCODE = 'XX000';
                END IF;
                RETURN NEW;
            END
            $$;
            CREATE TRIGGER refuse_backers BEFORE INSERT ON backers FOR EACH ROW EXECUTE FUNCTION refuse_backers()""";

    @AfterEach
    void acceptAgain() {
        database.sql("DROP FUNCTION IF EXISTS refuse_backers CASCADE").update();
    }

    @Test
    void aChunkThatTheDatabaseRefusedIsLoggedWithItsJobAndLoadedByARetry(CapturedOutput log) throws Exception {
        String key = newKey();
        for (String statement : FULL_DISK.split("(?<=\\$\\$;)\\s")) {
            database.sql(statement).update();
        }
        String id = upload(key, "filename=a.csv", file(100) + row(101, "doomed@example.org", "") + row(102));
        JsonNode failed = awaitStatus(key, id, "FAILED");
        assertThat(failed.at("/error/code").asText()).isEqualTo("CHUNK_FAILED");
        assertThat(failed.at("/results/rowsImported").asInt()).isEqualTo(100);
        assertThat(failed.at("/results/rowsFailed").asInt()).isEqualTo(2);
        assertThat(pages(key, "/api/jobs/" + id + "/errors?limit=1"))
                .extracting(error ->
                        error.get("row").asInt() + " " + error.get("code").asText())
                .containsExactly("102 CHUNK_FAILED", "103 CHUNK_FAILED");
        assertThat(log.getOut()).contains("job=" + id + " chunk=2 ").doesNotContain("doomed@");

        acceptAgain();
        assertThat(call(key, "POST", "/api/jobs/" + id + "/retry", null).statusCode())
                .isEqualTo(202);
        JsonNode job = awaitStatus(key, id, "COMPLETED");
        assertThat(job.at("/results/rowsImported").asInt()).isEqualTo(102);
        assertThat(job.get("error").isNull()).isTrue();
    }
}
