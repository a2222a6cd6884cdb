package io.pledgeline.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MappingPageTest extends RunningPages {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    private static final String UNKNOWN = """
            Kontaktweg;Unterstützerin;Beisteuer;%1$s
            ada@example.org;Ada Muster;12,50;%1$s
            bo@example.org;Bo Muster;7,00;rot
            """.formatted(HOSTILE);

    @Test
    void columnsAreGivenTheirMeaningSeenAndConfirmed() throws Exception {
        String job = upload("filename=list.csv&campaign=moon", UNKNOWN);
        visit("/jobs/" + job);
        page.getByRole(AriaRole.LINK, link("Tell what the columns mean")).click();
        assertThat(page.getByText("Let the columns be looked at")).isVisible();
        shot("mapping-begin");
        page.getByRole(AriaRole.BUTTON, button("Analyze")).click();

        assertThat(is("Kontaktweg")).hasValue("backer.email");
        assertThat(preview()).containsText("ada@example.org");
        assertThat(page.getByRole(
                        AriaRole.ROWHEADER, new com.microsoft.playwright.Page.GetByRoleOptions().setName(HOSTILE)))
                .isVisible();
        is("Unterstützerin").selectOption("backer.name");
        is("Beisteuer").selectOption("pledge.amount");
        assertThat(preview()).containsText("12.50");
        assertThat(preview()).containsText("Bo Muster");
        shot("mapping");

        is("Kontaktweg").selectOption("ignored");
        is("Unterstützerin").selectOption("backer.email");
        assertThat(preview().locator("tr[data-wrong]")).hasCount(2);
        shot("mapping-wrong");
        is("Unterstützerin").selectOption("ignored");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Who the backer is");
        assertThat(confirm()).isDisabled();
        shot("mapping-missing");

        is("Kontaktweg").selectOption("backer.email");
        is("Unterstützerin").selectOption("backer.name");
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
        confirm().click();
        assertThat(page).hasURL(Pattern.compile("/jobs/" + job + "$"));
        assertThat(sentence()).containsText("All 2 rows are in.");

        visit("/workbooks/" + job(job).at("/workbook/id").asText() + "/mapping");
        assertThat(page.getByText("This import does not wait any more")).isVisible();
        shot("mapping-settled");
        page.getByRole(AriaRole.LINK, link("Show the import")).click();
        assertThat(page).hasURL(Pattern.compile("/jobs/" + job + "$"));
    }

    @Test
    void aFileThatIsNotTheirsIsNotThere() throws Exception {
        String job = upload("filename=list.csv", UNKNOWN);
        String workbook = job(job).at("/workbook/id").asText();
        signIn(tree(call(OPERATOR, "POST", "/api/merchants", "{\"name\":\"Others\"}"))
                .at("/key/key")
                .asText());
        visit("/workbooks/" + workbook + "/mapping");
        assertThat(page.getByRole(AriaRole.HEADING, heading("There is no such file here")))
                .isVisible();
    }

    private Locator is(String header) {
        return page.getByLabel("What “" + header + "” is");
    }

    private Locator preview() {
        return page.locator(".preview");
    }

    private Locator confirm() {
        return page.getByRole(AriaRole.BUTTON, button("Confirm and import"));
    }
}
