package io.pledgeline.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class JobPageTest extends RunningPages {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&.csv";

    private static final String COLOUR_OF_LEGEND =
            "getComputedStyle(document.querySelector('.swatch')).backgroundColor";
    private static final String COLOUR_OF_FIRST_CHUNK =
            "'rgb(' + [...document.querySelector('canvas').getContext('2d').getImageData(5, 5, 1, 1).data].slice(0, 3).join(', ') + ')'";

    @Test
    void aRunningImportIsFollowedLiveThroughAReloadAndALostNetwork() throws Exception {
        String job = upload("filename=live.csv&start=manual", file(4_000));
        visit("/jobs/" + job);
        page.reload();
        assertThat(sentence()).containsText("Tell what its columns mean");
        profile().setOffline(true);
        assertThat(page.getByText("The connection is lost.")).isVisible();
        shot("job-offline");
        String workbook = job(job).at("/workbook/id").asText();
        call(key, "POST", "/api/workbooks/" + workbook + "/analyze", null);
        confirm(workbook);
        profile().setOffline(false);
        assertThat(page.getByText("The connection is lost.")).isHidden();
        assertThat(sentence()).containsText("All 4,000 rows are in.");
        assertThat(page.getByRole(AriaRole.PROGRESSBAR)).hasJSProperty("value", 100);
        assertThat(page.locator("ul.legend")).containsText("40 done");
        assertEquals(page.evaluate(COLOUR_OF_LEGEND), page.evaluate(COLOUR_OF_FIRST_CHUNK));
        assertThat(page.getByRole(
                        AriaRole.IMG, new Page.GetByRoleOptions().setName(Pattern.compile("Rows per second"))))
                .isVisible();
        shot("job-large");
    }

    @Test
    void anImportWhoseEventsDoNotComeThroughIsFollowedByAsking() throws Exception {
        profile().route("**/events", Route::abort);
        String job = upload("filename=asked.csv&start=manual", file(200));
        visit("/jobs/" + job);
        assertThat(sentence()).containsText("Tell what its columns mean");
        String workbook = job(job).at("/workbook/id").asText();
        call(key, "POST", "/api/workbooks/" + workbook + "/analyze", null);
        confirm(workbook);
        assertThat(sentence()).containsText("All 200 rows are in.");
    }

    /** Lets the waiting import of a workbook go on as proposed, once there is a proposal. */
    private void confirm(String workbook) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> call(key, "POST", "/api/workbooks/" + workbook + "/analyze/confirm", null)
                                .statusCode()
                        == 202);
    }

    @Test
    void aFileWithErrorsEndsWithASentenceThatSaysSo() throws Exception {
        String job = upload(
                "filename=errors.csv", file(5) + row(6, "Six", "not an address", "") + row(7, "Seven", "neither", ""));
        awaitStatus(job, "COMPLETED");
        visit("/jobs/" + job);
        assertThat(sentence()).containsText("5 rows are in; 2 rows have errors.");
        assertThat(page.getByRole(AriaRole.LINK, link("See what is wrong with 2 rows")))
                .isVisible();
        shot("job-errors");
    }

    @Test
    void aThousandChunksAndAMillionRowsAreStillAtAGlance() throws Exception {
        String job = upload("filename=" + "a-very-long-name-".repeat(12) + "million.csv", file(100));
        awaitStatus(job, "COMPLETED");
        multiply(job);
        visit("/jobs/" + job);
        assertThat(sentence()).containsText("3 of 1000 chunks could not be written");
        assertThat(page.locator("ul.legend")).containsText("947 done");
        assertThat(page.locator("ul.legend")).containsText("50 done, some rows have errors");
        assertThat(page.locator("ul.legend")).containsText("3 failed");
        assertThat(page.getByText("1,000,000 of 1,000,000")).isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, button("Retry what failed"))).isVisible();
        shot("job-million");
    }

    /** Makes of an import of one chunk one of a thousand chunks, of which some are not as good. */
    private void multiply(String job) {
        UUID id = UUID.fromString(job);
        database.sql("UPDATE csv_upload_chunks SET rows = 1000, rows_imported = 1000 WHERE upload_id = ?")
                .param(id)
                .update();
        database.sql("INSERT INTO csv_upload_chunks SELECT d.* FROM csv_upload_chunks c, generate_series(2, 1000) n,"
                        + " jsonb_populate_record(c, CASE WHEN n % 333 = 0"
                        + " THEN jsonb_build_object('number', n, 'status', 'FAILED', 'rows_imported', 0, 'rows_failed', 1000,"
                        + " 'error', jsonb_build_object('code', 'DATABASE', 'detail', 'The disk was full.'))"
                        + " WHEN n % 20 = 0 THEN jsonb_build_object('number', n, 'rows_imported', 999, 'rows_failed', 1,"
                        + " 'errors', jsonb_build_array(jsonb_build_object('row', n, 'code', 'INVALID_EMAIL', 'message', 'No.')))"
                        + " ELSE jsonb_build_object('number', n) END || jsonb_build_object('first_row', 1000 * (n - 1) + 1,"
                        + " 'finished_at', c.finished_at + n * interval '40 ms' * (1 + sin(n / 90.0) / 3))) d"
                        + " WHERE c.upload_id = ?")
                .param(id)
                .update();
        database.sql(
                        "UPDATE workbooks SET size_bytes = 1000 * size_bytes WHERE id = (SELECT target FROM jobs WHERE id = ?)")
                .param(id)
                .update();
        database.sql("UPDATE csv_uploads SET statistics = NULL, chunks_total = 1000, rows_total = 1000000 WHERE id = ?")
                .param(id)
                .update();
        database.sql("UPDATE jobs SET status = 'FAILED', finished_at = finished_at + interval '50 s', error ="
                        + " '{\"code\": \"CHUNK_FAILED\", \"detail\": \"3 of 1000 chunks could not be written; the first, from row 332001 on: The disk was full.\"}'"
                        + " WHERE id = ?")
                .param(id)
                .update();
    }

    @Test
    void aHostileFileNameAndCampaignStayText() throws Exception {
        String job = upload("filename=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8), file(1));
        awaitStatus(job, "COMPLETED");
        visit("/jobs/" + job);
        assertThat(page.getByRole(AriaRole.HEADING, heading(HOSTILE))).isVisible();
        visit("/jobs");
        assertThat(page.getByRole(AriaRole.LINK, link(HOSTILE))).isVisible();
        shot("jobs-hostile");
    }

    @Test
    void anImportIsCancelledAndUndone() throws Exception {
        String job = upload("filename=held.csv&start=manual", file(10));
        visit("/jobs/" + job);
        assertThat(sentence()).containsText("Tell what its columns mean");
        shot("job-waiting");
        page.getByRole(AriaRole.BUTTON, button("Cancel")).click();
        shot("job-cancel-dialog");
        page.getByRole(AriaRole.BUTTON, button("Cancel the import")).click();
        assertThat(sentence()).hasText("The import was cancelled before a row was written.");

        String done = upload("filename=done.csv", file(10));
        awaitStatus(done, "COMPLETED");
        visit("/jobs/" + done);
        page.getByRole(AriaRole.BUTTON, button("Undo this import")).click();
        page.getByRole(AriaRole.BUTTON, button("Undo the import")).click();
        assertThat(sentence()).hasText(Pattern.compile("The import is undone: [0-9]+ records taken back\\."));
        shot("job-undo");
        visit("/jobs/" + done);
        assertThat(page.getByText("This import was undone.")).isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, button("Undo this import"))).isHidden();
    }

    @Test
    void whatIsNotTheirsIsNotThere() throws Exception {
        String job = upload("filename=mine.csv", file(1));
        signIn(tree(call(OPERATOR, "POST", "/api/merchants", "{\"name\":\"Others\"}"))
                .at("/key/key")
                .asText());
        visit("/jobs/" + job);
        assertThat(page.getByRole(AriaRole.HEADING, heading("There is no such job here")))
                .isVisible();
        shot("job-missing");
        visit("/jobs/nothing");
        assertThat(page.getByRole(AriaRole.HEADING, heading("Nothing here"))).isVisible();
    }
}
