package io.pledgeline.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JobPageTest extends RunningPages {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&.csv";

    @Test
    void aRunningImportIsFollowedLiveThroughAReloadAndALostNetwork() throws Exception {
        String job = upload("filename=live.csv&start=auto", file(4_000));
        visit("/jobs/" + job);
        page.reload();
        page.locator("h1").waitFor();
        profile().setOffline(true);
        profile().setOffline(false);
        assertThat(page.getByText("All 4,000 rows are in.")).isVisible();
        assertThat(page.getByRole(AriaRole.PROGRESSBAR)).hasJSProperty("value", 100);
        assertThat(page.locator("ul.legend")).containsText("40 done");
        assertThat(page.getByRole(
                        AriaRole.IMG, new Page.GetByRoleOptions().setName(Pattern.compile("Rows per second"))))
                .isVisible();
        shot("job-large");
    }

    @Test
    void aFileWithErrorsEndsWithASentenceThatSaysSo() throws Exception {
        String job = upload(
                "filename=errors.csv", file(5) + row(6, "Six", "not an address", "") + row(7, "Seven", "neither", ""));
        awaitStatus(job, "COMPLETED");
        visit("/jobs/" + job);
        assertThat(page.getByText("5 rows are in; 2 rows have errors.")).isVisible();
        assertThat(page.getByRole(AriaRole.LINK, link("See what is wrong with 2 rows")))
                .isVisible();
        shot("job-errors");
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
        assertThat(page.getByText("Tell what its columns mean")).isVisible();
        shot("job-waiting");
        page.getByRole(AriaRole.BUTTON, button("Cancel")).click();
        shot("job-cancel-dialog");
        page.getByRole(AriaRole.BUTTON, button("Cancel the import")).click();
        assertThat(page.getByText("The import was cancelled before a row was written."))
                .isVisible();

        String done = upload("filename=done.csv", file(10));
        awaitStatus(done, "COMPLETED");
        visit("/jobs/" + done);
        page.getByRole(AriaRole.BUTTON, button("Undo this import")).click();
        page.getByRole(AriaRole.BUTTON, button("Undo the import")).click();
        assertThat(page.getByText(Pattern.compile("The import is undone: [0-9]+ records taken back")))
                .isVisible();
        shot("job-undo");
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
    }
}
