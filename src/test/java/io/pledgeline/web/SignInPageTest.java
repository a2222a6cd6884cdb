package io.pledgeline.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SignInPageTest extends RunningPages {

    @Test
    void aWrongKeyIsToldAndTheRightOneLeadsToThePageThatWasWanted() {
        profile().clearCookies();
        visit("/jobs?status=FAILED");
        assertThat(page).hasURL(Pattern.compile("/signin\\?to="));
        shot("signin");
        page.getByRole(AriaRole.BUTTON, button("Sign in")).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Enter your API key.");
        page.getByLabel("API key").fill("pl_wrong");
        page.getByRole(AriaRole.BUTTON, button("Sign in")).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("This key is unknown");
        assertThat(page.getByLabel("API key")).isFocused();
        shot("signin-wrong");

        assertThat(page.getByLabel("API key")).hasAttribute("type", "password");
        page.getByRole(AriaRole.BUTTON, button("Show")).click();
        assertThat(page.getByLabel("API key")).hasAttribute("type", "text");
        page.getByLabel("API key").fill(" " + key + " ");
        page.getByLabel("API key").press("Enter");
        assertThat(page).hasURL(Pattern.compile("/jobs\\?status=FAILED$"));
        assertThat(page.getByText("Moon Gate Games")).isVisible();
        org.assertj.core.api.Assertions.assertThat(page.evaluate("document.cookie + JSON.stringify(localStorage)"))
                .isEqualTo("{}");
    }

    @Test
    void whoSignsOutIsOutInEveryTab() throws Exception {
        visit("/");
        Page other = newPage();
        other.navigate("/jobs");
        assertThat(other.getByRole(AriaRole.HEADING, heading("Imports"))).isVisible();
        String cookie =
                profile().cookies().get(0).name + "=" + profile().cookies().get(0).value;
        page.getByRole(AriaRole.BUTTON, button("Sign out")).click();
        assertThat(page.getByRole(AriaRole.HEADING, heading("Sign in"))).isVisible();
        org.assertj.core.api.Assertions.assertThat(profile().cookies()).isEmpty();
        org.assertj.core.api.Assertions.assertThat(
                        call(null, "GET", "/session", null, "Cookie", cookie).statusCode())
                .isEqualTo(401);
        other.getByRole(AriaRole.LINK, link("Campaigns")).click();
        assertThat(other).hasURL(Pattern.compile("/signin\\?to=%2Fcampaigns$"));
    }

    @Test
    void aSessionThatEndsInTheMiddleIsOpenedAgainAndOneIsBackWhereOneWas() throws Exception {
        JsonNode made = newKey("read");
        signIn(made.get("key").asText());
        visit("/jobs");
        call(key, "DELETE", "/api/keys/" + made.get("id").asText(), null);
        page.getByRole(AriaRole.LINK, link("Campaigns")).click();
        assertThat(page.getByRole(AriaRole.HEADING, heading("Sign in"))).isVisible();
        assertThat(page.getByText("then you come to the page that you wanted")).isVisible();
        page.getByLabel("API key").fill(key);
        page.getByRole(AriaRole.BUTTON, button("Sign in")).click();
        assertThat(page.getByRole(AriaRole.HEADING, heading("Campaigns"))).isVisible();
        assertThat(page).hasURL(Pattern.compile("/campaigns$"));
    }

    @Test
    void aForeignJobIsNotThere() throws Exception {
        String job = upload("filename=foreign.csv", file(1));
        signIn(tree(call(OPERATOR, "POST", "/api/merchants", "{\"name\":\"Others\"}"))
                .at("/key/key")
                .asText());
        visit("/jobs/" + job);
        assertThat(page.getByText("the job belongs to another account")).isVisible();
        assertThat(page.getByText("foreign.csv")).hasCount(0);
        visit("/jobs/" + job + "/errors");
        assertThat(page.getByText("foreign.csv")).hasCount(0);
    }

    @Test
    void aKeyThatMayOnlyReadIsOfferedNothingElse() throws Exception {
        awaitStatus(upload("filename=read.csv", file(3)), "COMPLETED");
        signIn(newKey("read").get("key").asText());
        visit("/campaigns/default/backers");
        page.locator(".opener").first().click();
        assertThat(page.locator(".all").first()).isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, button("Erase this person"))).hasCount(0);
        assertThat(page.getByRole(AriaRole.LINK, link("Operations"))).hasCount(0);
        assertThat(page.getByRole(AriaRole.LINK, link("API keys"))).hasCount(0);
        visit("/operations");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("does not allow this");
        visit("/keys");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("does not allow this");
        shot("not-allowed");
    }

    private JsonNode newKey(String scope) throws Exception {
        return tree(call(key, "POST", "/api/keys", "{\"label\":\"a reader\",\"scopes\":[\"" + scope + "\"]}"));
    }
}
