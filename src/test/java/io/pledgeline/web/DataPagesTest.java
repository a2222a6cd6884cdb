package io.pledgeline.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DataPagesTest extends RunningPages {

    private static final String FORMULA = "=HYPERLINK(\"http://example.org\",\"Prize\")";
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @Test
    void backersAreSearchedSortedAndPagedAndTheAddressRemembersIt() throws Exception {
        imported("space-cats", "backers.csv", file(120));
        visit("/campaigns/space-cats/backers");
        assertThat(rows()).hasCount(50);
        page.getByRole(AriaRole.BUTTON, button("Number")).click();
        assertThat(page.getByRole(AriaRole.COLUMNHEADER, button("Number"))).hasAttribute("aria-sort", "ascending");
        assertThat(rows().first()).containsText("Backer 1");
        page.getByRole(AriaRole.BUTTON, button("Next")).click();
        assertThat(rows().first()).containsText("Backer 51");
        page.getByRole(AriaRole.BUTTON, button("Next")).click();
        assertThat(rows()).hasCount(20);
        assertThat(page.getByRole(AriaRole.BUTTON, button("Next"))).isDisabled();
        page.getByRole(AriaRole.BUTTON, button("Previous")).click();
        assertThat(rows().first()).containsText("Backer 51");

        page.getByRole(AriaRole.SEARCHBOX).fill("BACKER 11");
        assertThat(rows()).hasCount(11);
        assertThat(page).hasURL(Pattern.compile(".*[?&]q=BACKER\\+11.*"));
        page.reload();
        assertThat(page.getByRole(AriaRole.SEARCHBOX)).hasValue("BACKER 11");
        assertThat(rows()).hasCount(11);
        page.getByRole(AriaRole.LINK, link("Pledges 120")).click();
        assertThat(rows()).hasCount(50);
        page.goBack();
        assertThat(page.getByRole(AriaRole.SEARCHBOX)).hasValue("BACKER 11");
        assertThat(rows()).hasCount(11);
        page.getByRole(AriaRole.SEARCHBOX).fill("nobody");
        assertThat(page.getByText("Nothing found")).isVisible();
        shot("records-nothing-found");
    }

    @Test
    void aRowOpensToShowAllAndWhichImportsItCameBy() throws Exception {
        String first = imported("space-cats", "first.csv", HEADER + row(1) + row(2) + row(3));
        String second = imported(
                "space-cats",
                "second.csv",
                HEADER + row(2, HOSTILE, "b2@example.org", "Wants it <b>signed</b>") + row(3));
        visit("/jobs/" + second);
        page.getByRole(AriaRole.LINK, link("See the imported data")).click();
        assertThat(page.getByText("From the import of second.csv")).isVisible();
        assertThat(rows()).hasCount(1);
        assertThat(rows().first()).containsText(HOSTILE);
        page.getByRole(AriaRole.BUTTON, button(HOSTILE)).click();
        Locator all = page.locator("tr.all:visible");
        assertThat(all.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("first.csv")))
                .hasAttribute("href", "/jobs/" + first);
        assertThat(all.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("second.csv")))
                .hasAttribute("href", "/jobs/" + second);
        assertThat(all).containsText("row 2 of second.csv");
        assertThat(all).containsText("Wants it <b>signed</b>");
        assertThat(all).containsText("US$35.00");
        shot("records-opened");
        page.getByRole(AriaRole.BUTTON, button("Show those of all again")).click();
        assertThat(rows()).hasCount(3);
        assertThat(page).hasURL(Pattern.compile(".*/backers$"));
    }

    @Test
    void whatIsDownloadedHoldsNoFormulas() throws Exception {
        imported(
                "space-cats",
                "backers.csv",
                HEADER + row(1, FORMULA, "b1@example.org", "") + row(2, HOSTILE, "b2@example.org", "-12.50"));
        visit("/campaigns/space-cats/backers?sort=number");
        assertThat(rows().first()).containsText(FORMULA);
        Locator download = page.getByRole(AriaRole.LINK, link("Download CSV"));
        Download file = page.waitForDownload(download::click);
        String name = file.suggestedFilename();
        assertTrue(name.matches("backers-space-cats-\\d{4}-\\d\\d-\\d\\d\\.csv"), name);
        String csv = Files.readString(file.path());
        assertTrue(csv.startsWith("\uFEFFid,platform,"), csv);
        assertTrue(csv.contains("\"'" + FORMULA.replace("\"", "\"\"") + "\""), csv);
        assertTrue(csv.contains(HOSTILE), csv);
        assertEquals(3, csv.lines().count());
    }

    @Test
    void pledgesProductsAndAnswersHaveTheirPages() throws Exception {
        StringBuilder text = new StringBuilder(
                "Backer Number,Backer UID,Backer Name,Email,Shipping Country,Reward Title,Backing Minimum,Reward ID,Bonus Support,"
                        + "Pledge Amount,Pledged At,Fulfillment Status,Pledged Status,Notes,Core Box,Dice Set,[Addon: 77] Mat,"
                        + "Survey Response,Shipping Name,Shipping City,T-Shirt size\n");
        for (int n = 1; n <= 12; n++) {
            text.append(
                    ("%d,900%d,%s,b%d@example.org,DE,Hero Pledge,$25.00,7001,$0.00,$%d.50,\"2026/03/05, 12:%02d\",not_started,"
                                    + "collected,,1,%d,1,\"2026/05/01, 10:00\",Ship %d,Springfield,\"%s\"\n")
                            .formatted(
                                    n,
                                    n,
                                    n == 7
                                            ? "Wolfeschlegelsteinhausenbergerdorff Maria-Magdalena "
                                                    .repeat(3)
                                                    .trim()
                                            : "Backer " + n,
                                    n,
                                    1200 + n,
                                    n,
                                    n % 4,
                                    n,
                                    n % 2 == 0 ? "L" : "XL, please"));
        }
        imported("space-cats", "kickstarter.csv", text.toString());
        visit("/campaigns/space-cats/pledges?sort=-amount");
        assertThat(rows().first()).containsText("US$1,212.50");
        assertThat(rows().first()).containsText("1 × Core Box");
        page.getByRole(AriaRole.BUTTON, button("Backer 12")).click();
        assertThat(page.locator("tr.all:visible")).containsText("Bonus Support");
        shot("records-pledges");

        page.getByRole(AriaRole.LINK, link("Products 4")).click();
        page.getByRole(AriaRole.BUTTON, button("Pieces pledged")).click();
        assertThat(page.locator("th[aria-sort=ascending]")).containsText("Pieces pledged");
        // A row that is opened before the new order has come is closed by it.
        assertThat(page.locator("#table")).hasAttribute("aria-busy", "false");
        page.getByRole(AriaRole.BUTTON, button("Dice Set")).click();
        shot("records-products");
        page.getByRole(AriaRole.LINK, link("Pledges with this product")).click();
        assertThat(page.getByText("With one product")).isVisible();
        assertThat(rows()).hasCount(9);

        visit("/campaigns/space-cats/surveys?q=PLEASE");
        assertThat(rows()).hasCount(6);
        rows().first().getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator("tr.all:visible")).containsText("T-Shirt size");
        shot("records-surveys");
        visit("/campaigns/space-cats/backers?sort=-name");
        shot("records-backers");
    }

    @Test
    void campaignsAreMadeAndChangedAndSayWhatIsInThem() throws Exception {
        visit("/campaigns");
        assertThat(page.getByText("No campaigns yet")).isVisible();
        shot("campaigns-none");
        page.getByRole(AriaRole.BUTTON, button("New campaign")).click();
        page.getByLabel("Name", exact()).fill("Space Cats & <Friends>");
        page.getByLabel("Short name").fill("space-cats");
        page.getByLabel("Currency").fill("eur");
        shot("campaigns-dialog");
        page.getByRole(AriaRole.BUTTON, button("Save")).click();
        assertThat(page.getByRole(AriaRole.LINK, link("Space Cats & <Friends>")))
                .isVisible();
        page.getByRole(AriaRole.LINK, link("Space Cats & <Friends>")).click();
        assertThat(page.getByText("No backers yet")).isVisible();
        shot("records-none");

        imported("space-cats", "backers-of-the-very-first-wave-with-a-long-name-2026-11-22.csv", file(30));
        visit("/campaigns");
        Locator campaign = page.getByRole(AriaRole.ROW, row("Space Cats"));
        assertThat(campaign).containsText("30");
        assertThat(campaign).containsText("EUR");
        assertThat(campaign).containsText("backers-of-the-very-first-wave");
        page.getByRole(AriaRole.BUTTON, button("Change Space Cats & <Friends>")).click();
        page.getByLabel("Time zone").fill("Nowhere");
        page.getByRole(AriaRole.BUTTON, button("Save")).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Europe/Berlin");
        page.getByRole(AriaRole.BUTTON, button("Change Space Cats & <Friends>")).click();
        page.getByLabel("Name", exact()).fill("Space Cats");
        page.getByRole(AriaRole.BUTTON, button("Save")).click();
        assertThat(page.getByRole(AriaRole.LINK, link("Space Cats"))).isVisible();
        shot("campaigns");
    }

    @Test
    void aPersonIsErasedAfterAQuestion() throws Exception {
        imported("space-cats", "backers.csv", file(3));
        visit("/campaigns/space-cats/backers");
        page.getByRole(AriaRole.BUTTON, button("Backer 2")).click();
        page.getByRole(AriaRole.BUTTON, button("Erase this person")).click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("cannot be undone");
        shot("records-erase-dialog");
        page.getByRole(AriaRole.BUTTON, button("Erase for good")).click();
        assertThat(sentence()).hasText("The person is erased from everything that is kept here.");
        visit("/campaigns/space-cats/backers");
        assertThat(rows()).hasCount(2);
    }

    @Test
    void anotherMerchantsCampaignIsNotThere() throws Exception {
        imported("space-cats", "backers.csv", file(1));
        signIn(tree(call(OPERATOR, "POST", "/api/merchants", "{\"name\":\"Others\"}"))
                .at("/key/key")
                .asText());
        visit("/campaigns/space-cats/backers");
        assertThat(page.getByRole(AriaRole.HEADING, heading("There is no such campaign")))
                .isVisible();
        visit("/campaigns");
        assertThat(page.getByText("No campaigns yet")).isVisible();
    }

    private String imported(String campaign, String filename, String text) throws Exception {
        String job = upload("campaign=" + campaign + "&filename=" + filename, text);
        awaitStatus(job, "COMPLETED");
        return job;
    }

    /** The rows of the table that are records. */
    private Locator rows() {
        return page.locator("table.records tbody tr:not(.all)");
    }

    private static com.microsoft.playwright.Page.GetByLabelOptions exact() {
        return new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true);
    }
}
