package io.pledgeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaxErrorsTest extends RunningControl {

    @Test
    void oneFailedRowMoreThanBorneStopsTheImport() {
        hold();
        UUID job = uploadHeld(with(600, 3, 4, 103, 104, 303), "maxErrors=3");
        load(job, 1);
        assertThat(status(job)).isEqualTo("PROCESSING");
        load(job, 2);
        load(job, 3);
        JsonNode document = imports.document(job);

        assertThat(document.get("status").asText()).isEqualTo("FAILED");
        assertThat(error(document)).isEqualTo("TOO_MANY_ERRORS");
        assertThat(document.at("/error/detail").asText()).isEqualTo("4 of 200 rows have failed; at most 3 may.");
        assertThat(Imports.rows(document)).isEqualTo("196/4/400 of 600");
        assertAccounted(job);
        assertThat(retry(job)).hasToString("409 TOO_MANY_ERRORS");
        assertThat(cancel(job)).hasToString("409 ALREADY_ENDED");
    }

    @Test
    void asManyAsBorneDoNot() {
        JsonNode document = imports.run(campaign, with(300, 3, 103, 203), "maxErrors=3");
        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(Imports.rows(document)).isEqualTo("297/3/0 of 300");
    }

    @Test
    void theRowsOfAFailedChunkCount() {
        hold();
        beforeEachRow("backers", "IF NEW.name = 'Later' THEN RAISE EXCEPTION 'no' USING ERRCODE = 'P0001'; END IF;");
        UUID job = uploadHeld(Export.of(1, 300).set(150, "Backer Name", "Later"), "maxErrors=99");
        load(job, 2);
        assertThat(error(imports.document(job))).isEqualTo("TOO_MANY_ERRORS");
        assertThat(Imports.rows(imports.document(job))).isEqualTo("0/100/200 of 300");
    }

    @Test
    void aShareCountsFromAThousandRowsOn() {
        hold();
        UUID job = uploadHeld(with(1200, IntStream.rangeClosed(1, 60).toArray()), "maxErrors=5.5%25");
        for (int chunk = 1; chunk < 10; chunk++) {
            load(job, chunk);
        }
        assertThat(status(job)).isEqualTo("PROCESSING");
        load(job, 10);
        JsonNode document = imports.document(job);

        assertThat(document.at("/error/detail").asText()).isEqualTo("60 of 1000 rows have failed; at most 5.5% may.");
        assertThat(Imports.rows(document)).isEqualTo("940/60/200 of 1200");
        assertAccounted(job);
    }

    @Test
    void aShareOfFewerRowsCountsAtTheEnd() {
        JsonNode good = imports.run(campaign, with(300, 1, 2, 3), "maxErrors=1%25");
        assertThat(good.get("status").asText()).isEqualTo("COMPLETED");

        campaign = imports.newCampaign();
        JsonNode bad = imports.run(campaign, with(300, 1, 2, 3, 4), "maxErrors=1%25");
        assertThat(bad.get("status").asText()).isEqualTo("FAILED");
        assertThat(bad.at("/error/detail").asText()).isEqualTo("4 of 300 rows have failed; at most 1% may.");
        assertThat(Imports.rows(bad)).isEqualTo("296/4/0 of 300");
        assertThat(backers()).isEqualTo(296);
        assertThat(retry(Imports.id(bad))).hasToString("409 TOO_MANY_ERRORS");
    }

    @Test
    void aBlockingImportStopsWhileItIsJudged() {
        hold();
        UUID job = uploadHeld(with(500, 3, 4, 303), "maxErrors=1", "onError=block");
        load(job, 1);
        JsonNode document = imports.document(job);

        assertThat(error(document)).isEqualTo("TOO_MANY_ERRORS");
        assertThat(document.at("/error/detail").asText()).isEqualTo("2 of 100 rows have failed; at most 1 may.");
        assertThat(Imports.rows(document)).isEqualTo("0/2/498 of 500");
        assertThat(imports.records(campaign)).isEqualTo(Imports.records(0, 0, 0, 0, 0));
    }

    private static Export with(int rows, int... bad) {
        Export export = Export.of(1, rows);
        for (int row : bad) {
            export.set(row, "Email", "nobody");
        }
        return export;
    }
}
