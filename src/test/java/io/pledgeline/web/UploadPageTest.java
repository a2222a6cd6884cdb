package io.pledgeline.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadPageTest extends RunningPages {

    @TempDir
    Path folder;

    @Test
    void aDroppedFileBecomesDataBeforeOnesEyes() {
        visit("/");
        assertThat(page.getByText("No imports yet")).isVisible();
        shot("upload-empty");
        page.getByLabel("Campaign").fill("moon-gate");
        drop("backers.csv", file(250));

        assertThat(page).hasURL(Pattern.compile("/jobs/[0-9a-f-]{36}$"));
        assertThat(sentence()).containsText("All 250 rows are in.");
        assertThat(page.getByRole(AriaRole.HEADING, heading("backers.csv"))).isVisible();
        assertThat(results("Backers")).hasText(Pattern.compile("Backers\\s*250\\s*0\\s*0"));
        shot("job-done");

        page.getByRole(AriaRole.LINK, link("Imports")).click();
        assertThat(page.getByRole(AriaRole.ROW, row("backers.csv"))).containsText("moon-gate");
        shot("jobs");
        visit("/");
        assertThat(page.getByRole(AriaRole.LINK, link("backers.csv"))).isVisible();
        shot("upload");
    }

    @Test
    void severalFilesAreUploadedSideBySideAndARefusedOneIsExplained() {
        visit("/");
        page.getByLabel("Choose files").setInputFiles(new FilePayload[] {
            payload("first.csv", file(3)), payload("nothing.csv", ""), payload("second.csv", file(4))
        });
        assertThat(uploadOf("first.csv")).containsText("The file is stored safely");
        assertThat(uploadOf("second.csv")).containsText("The file is stored safely");
        assertThat(uploadOf("nothing.csv")).containsText("This file is empty.");
        assertThat(page.getByRole(AriaRole.LINK, link("second.csv"))).isVisible();
        shot("upload-files");
    }

    @Test
    void twoFilesThatLookAlikeAreTwoImports() throws Exception {
        visit("/");
        page.locator(".drop")
                .dispatchEvent(
                        "drop",
                        Map.of(
                                "dataTransfer",
                                page.evaluateHandle(
                                        "texts => { const data = new DataTransfer(); texts.forEach(text => data.items.add("
                                                + "new File([text], 'backers.csv', {lastModified: 1}))); return data; }",
                                        List.of(file(2), file(1) + row(3)))));
        assertThat(page.getByText("The file is stored safely and is being imported."))
                .hasCount(2);
        org.assertj.core.api.Assertions.assertThat(
                        tree(call(key, "GET", "/api/jobs", null)).get("items"))
                .hasSize(2);
    }

    @Test
    void aLargeFileThatIsNoTableIsExplainedAsASmallOneIs() throws Exception {
        byte[] picture = new byte[20_000_000];
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, 0, picture, 0, 8);
        Path file = Files.write(folder.resolve("cover.png"), picture);
        visit("/");
        page.getByLabel("Choose files").setInputFiles(file);
        assertThat(uploadOf("cover.png")).containsText("This is not a table that can be read.");
    }

    @Test
    void aCampaignThatCannotBeNamedSoIsSaidBeforeAnythingIsSent() {
        visit("/");
        page.getByLabel("Campaign").fill("Moon Gate!");
        choose("backers.csv", file(1));
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("small letters, digits and hyphens");
        assertThat(page.getByLabel("Campaign")).isFocused();
    }

    @Test
    void anUploadIsCancelledWhileItIsSentAndLeavesNothing() throws Exception {
        // So slow that it takes minutes.
        slowDown(20_000);
        visit("/");
        choose("large.csv", file(20_000));
        assertThat(uploadOf("large.csv").getByRole(AriaRole.PROGRESSBAR)).isVisible();
        assertThat(uploadOf("large.csv")).containsText(Pattern.compile("left"));
        shot("upload-sending");
        page.getByRole(AriaRole.BUTTON, button("Cancel the upload of large.csv"))
                .click();
        assertThat(uploadOf("large.csv")).containsText("Cancelled; nothing was stored.");
        org.assertj.core.api.Assertions.assertThat(
                        tree(call(key, "GET", "/api/jobs", null)).get("items"))
                .isEmpty();
    }

    @Test
    void anUploadThatAReloadHasInterruptedIsToldAndTheFileChosenAgainIsImportedOnce() throws Exception {
        slowDown(20_000);
        visit("/");
        page.onDialog(Dialog::accept);
        Path large = Files.writeString(folder.resolve("large.csv"), file(3_000));
        page.getByLabel("Choose files").setInputFiles(large);
        assertThat(uploadOf("large.csv").getByRole(AriaRole.PROGRESSBAR)).isVisible();
        page.reload();
        assertThat(page.getByText("Uploads that were interrupted")).isVisible();
        shot("upload-interrupted");
        slowDown(-1);
        page.getByLabel("Choose files").setInputFiles(large);
        assertThat(sentence()).containsText("All 3,000 rows are in.");
        org.assertj.core.api.Assertions.assertThat(
                        tree(call(key, "GET", "/api/jobs", null)).get("items"))
                .hasSize(1);
    }

    private void choose(String name, String text) {
        page.getByLabel("Choose files").setInputFiles(payload(name, text));
    }

    /** Drops a file as a person does who drags it from another window. */
    private void drop(String name, String text) {
        JSHandle dragged = page.evaluateHandle(
                "([name, text]) => { const data = new DataTransfer(); data.items.add(new File([text], name)); return data; }",
                List.of(name, text));
        page.locator(".drop").dispatchEvent("drop", Map.of("dataTransfer", dragged));
    }

    private static FilePayload payload(String name, String text) {
        return new FilePayload(name, "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private Locator results(String table) {
        return page.getByRole(AriaRole.ROW, row(table)).first();
    }
}
