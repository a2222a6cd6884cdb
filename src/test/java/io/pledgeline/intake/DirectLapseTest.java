package io.pledgeline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A direct upload that nobody continues is removed and reported; one that somebody asks for is kept. */
@ExtendWith(OutputCaptureExtension.class)
class DirectLapseTest extends RunningDirect {

    @Autowired
    CamelContext camel;

    @Autowired
    MeterRegistry meters;

    @Test
    void anAbandonedUploadIsRemovedAndReported(CapturedOutput output) throws Exception {
        String key = "Idempotency-Key: " + UUID.randomUUID() + "\n";
        JsonNode begun = begun(announcement(FILE.length).put("filename", "ada-lovelace.csv"), key);
        arrive(begun, FILE, 1);
        arrive(begun, FILE, 3);
        double before = abandoned();
        lapse(id(begun));

        assertNothingIsLeft();
        await().atMost(SOON).until(() -> abandoned() == before + 1);
        assertThat(output)
                .containsPattern(
                        "Upload " + id(begun) + " was given up PT\\d+S after it began, as nobody continued it; "
                                + (PART + 1000) + " of " + FILE.length + " bytes had arrived")
                .doesNotContain("ada-lovelace", "X-Amz-Signature");
        JsonNode reported = call("GET", "/api/operations", "", "").json().at("/abandonedUploads/items/0");
        assertThat(reported.get("workbookId").asText()).isEqualTo(id(begun));
        assertThat(reported.get("filename").asText()).isEqualTo("ada-lovelace.csv");
        assertThat(reported.get("sizeBytes").asLong()).isEqualTo(FILE.length);
        assertThat(reported.get("arrivedBytes").asLong()).isEqualTo(PART + 1000);
        assertProblem(complete(id(begun)), 404, "NOT_FOUND");
        assertProblem(resign(id(begun), 2), 404, "NOT_FOUND");
        assertThat(id(begun(announcement(FILE.length).put("filename", "ada-lovelace.csv"), key)))
                .isNotEqualTo(id(begun));
    }

    @Test
    void anObjectThatWasCompletedAndNeverRegisteredIsRemovedAsWell() throws Exception {
        String workbook = arrived(FILE);
        completeInTheStoreOnly(workbook);
        lapse(workbook);
        assertNothingIsLeft();
        JsonNode reported = call("GET", "/api/operations", "", "").json().at("/abandonedUploads/items/0");
        assertThat(reported.get("workbookId").asText()).isEqualTo(workbook);
        assertThat(reported.get("arrivedBytes").asLong()).isEqualTo(FILE.length);
    }

    @Test
    void whatIsGivenUpWhileTheStorePutsItTogetherIsRemovedAsWell() throws Exception {
        String workbook = arrived(FILE);
        // Between the store's answer and the registration the record goes.
        database.sql("CREATE FUNCTION goes() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
                .update();
        database.sql("CREATE TRIGGER goes BEFORE UPDATE ON workbooks FOR EACH ROW WHEN (NEW.status = 'RECEIVED')"
                        + " EXECUTE FUNCTION goes()")
                .update();
        try {
            assertThat(complete(workbook).status()).isEqualTo(503);
        } finally {
            database.sql("DROP FUNCTION goes CASCADE").update();
        }
        assertNothingIsLeft();
        assertProblem(complete(workbook), 404, "NOT_FOUND");
    }

    @Test
    void whatIsReportedIsForgottenAfterAWeek() throws Exception {
        String former = id(begun(100));
        lapse(former);
        await().atMost(SOON).until(() -> reports(former) == 1);
        database.sql(
                        "UPDATE abandoned_uploads SET given_up_at = given_up_at - interval '8 days' WHERE workbook_id = ?::uuid")
                .param(former)
                .update();
        assertThat(call("GET", "/api/operations", "", "").body()).doesNotContain(former);
        String next = id(begun(100));
        lapse(next);
        await().atMost(SOON).until(() -> reports(next) == 1);
        assertThat(reports(former)).isZero();
    }

    @Test
    void anUploadIsKeptAsLongAsItsSenderAsksForIt() throws Exception {
        String key = "Idempotency-Key: " + UUID.randomUUID() + "\n";
        String workbook = id(begun(announcement(FILE.length), key));
        assertRenewedBy(workbook, () -> parts(workbook));
        assertRenewedBy(workbook, () -> resign(workbook, 1));
        assertRenewedBy(workbook, () -> presign(announcement(FILE.length), key));
    }

    private interface Request {
        RawRequest.Answer send() throws Exception;
    }

    private void assertRenewedBy(String workbook, Request request) throws Exception {
        database.sql("UPDATE workbooks SET lease_until = clock_timestamp() + interval '1 minute' WHERE id = ?::uuid")
                .param(workbook)
                .update();
        assertThat(request.send().status()).isEqualTo(200);
        assertThat(database.sql(
                                "SELECT lease_until > clock_timestamp() + interval '9 minutes' FROM workbooks WHERE id = ?::uuid")
                        .param(workbook)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    private double abandoned() {
        return meters.get("pledgeline.uploads.abandoned").counter().count();
    }

    private long reports(String workbook) {
        return database.sql("SELECT count(*) FROM abandoned_uploads WHERE workbook_id = ?::uuid")
                .param(workbook)
                .query(Long.class)
                .single();
    }

    /** Lets the lease of an upload end and upkeep look; its timer fires one second after it starts. */
    private void lapse(String workbook) throws Exception {
        database.sql("UPDATE workbooks SET lease_until = now() WHERE id = ?::uuid")
                .param(workbook)
                .update();
        camel.getRouteController().stopRoute("upkeep-receiving");
        camel.getRouteController().startRoute("upkeep-receiving");
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !workbooks().contains(workbook));
    }
}
