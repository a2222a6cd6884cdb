package io.pledgeline.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

@ExtendWith(OutputCaptureExtension.class)
class LoadLogTest extends RunningImports {

    @Test
    void whatTheDatabaseSaysOfAValueIsNotLogged(CapturedOutput log) {
        hold();
        UUID job = uploadHeld(Export.of(1, 100));
        beforeEachRow("csv_upload_chunks", """
                IF NEW.queued_at <> 'epoch' OR NEW.status = 'PROCESSING' THEN
                    RAISE 'invalid input syntax: "ada@example.org"' USING ERRCODE = '22P02';
                END IF;""");
        database.update("UPDATE csv_upload_chunks SET queued_at = 'epoch' WHERE upload_id = ?", job);
        producer.sendBody("{{queue.load}}", job + "/1");

        // What a timer says of a failure, if anything, it says before the next.
        imports.until(() -> log.getAll().contains("failed at delivery 1") && sweepsFailed(log) >= 2);
        assertThat(log.getAll()).doesNotContain("ada@example.org").contains("PSQLException [22P02]");

        dropRules();
        assertThat(imports.end(job).get("status").asText()).isEqualTo("COMPLETED");
    }

    private static int sweepsFailed(CapturedOutput log) {
        return StringUtils.countOccurrencesOf(log.getAll(), "in route upkeep-sweep");
    }
}
