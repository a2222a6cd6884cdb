package io.pledgeline.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ErrorsPageTest extends RunningPages {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&";

    @Test
    void errorsAreFoundDownloadedCorrectedAndSettled() throws Exception {
        StringBuilder text = new StringBuilder(file(10));
        for (int i = 11; i <= 35; i++) {
            text.append(row(i, "Backer " + i, "at" + i + ".example.org", i == 11 ? HOSTILE : ""));
        }
        text.append(row(36).replace("$35.00 USD", "a lot"));
        String job = upload("filename=backers.csv", text.toString());
        awaitStatus(job, "COMPLETED");

        visit("/jobs/" + job + "/errors");
        assertThat(page.getByText("26 rows were not imported: 26 errors of 2 kinds."))
                .isVisible();
        assertThat(faults()).hasCount(10);
        assertThat(faults().first().locator("td.wrong")).hasText("at11.example.org");
        assertThat(faults().first()).containsText(HOSTILE);
        shot("errors");

        page.getByRole(AriaRole.BUTTON, button("Not an amount of money")).click();
        assertThat(faults()).hasCount(1);
        assertThat(faults().locator("td.wrong")).hasText("a lot");
        page.reload();
        assertThat(faults()).hasCount(1);
        page.getByRole(AriaRole.BUTTON, button("Show all kinds")).click();
        assertThat(faults()).hasCount(10);
        page.getByRole(AriaRole.BUTTON, button("Next")).click();
        assertThat(page.getByText("11–20 of 26")).isVisible();
        page.getByLabel("Search").fill("AT2");
        assertThat(page.getByText("1–10", new com.microsoft.playwright.Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(page).hasURL(Pattern.compile("q=AT2"));
        page.getByLabel("Search").fill("nobody has this");
        assertThat(page.getByText("No error matches this search.")).isVisible();

        Download download =
                page.waitForDownload(() -> page.getByRole(AriaRole.LINK, link("Download failed rows as CSV"))
                        .click());
        assertThat(download.suggestedFilename()).isEqualTo("backers-errors.csv");
        String corrected = Files.readString(download.path())
                .replaceAll("at(\\d+)\\.example", "at$1@example")
                .replace("a lot", "$35.00 USD");
        page.getByLabel("Choose a file")
                .setInputFiles(
                        new FilePayload("corrected.csv", "text/csv", corrected.getBytes(StandardCharsets.UTF_8)));
        assertThat(page).hasURL(Pattern.compile("/jobs/(?!" + job + ")[0-9a-f-]{36}$"));
        assertThat(sentence()).containsText("All 26 rows are in.");

        visit("/jobs/" + job);
        assertThat(sentence()).containsText("All 36 rows are in.");
        visit("/jobs/" + job + "/errors");
        assertThat(page.getByText("No row has errors")).isVisible();
        shot("errors-none");
    }

    @Test
    void whatIsNoLongerKeptOrNotTheirsIsSaid() throws Exception {
        String job = upload("filename=old.csv", file(1) + row(2, "Two", "nowhere", ""));
        awaitStatus(job, "COMPLETED");
        database.sql("UPDATE csv_upload_chunks SET data = NULL").update();
        visit("/jobs/" + job + "/errors");
        assertThat(page.getByText("The cells of this row are not kept.")).isVisible();
        database.sql("UPDATE csv_uploads SET errors_expired_at = now() WHERE id = ?::uuid")
                .param(job)
                .update();
        visit("/jobs/" + job + "/errors");
        assertThat(page.getByText("The errors of this job are no longer kept.")).isVisible();
        shot("errors-expired");

        signIn(tree(call(OPERATOR, "POST", "/api/merchants", "{\"name\":\"Others\"}"))
                .at("/key/key")
                .asText());
        visit("/jobs/" + job + "/errors");
        assertThat(page.getByRole(AriaRole.HEADING, heading("There is no such job here")))
                .isVisible();
    }

    private Locator faults() {
        return page.locator(".fault");
    }
}
