package io.pledgeline.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.pledgeline.jobs.RunningJobs;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OperationsPageTest extends RunningPages {

    private static final String HOSTILE =
            "<img src=x onerror=alert(1)> " + "backers-of-the-moon-gate-".repeat(5) + ".csv";

    @Test
    void whatCouldNotBeWrittenIsRetriedFromThere() throws Exception {
        String job = failed(HOSTILE);
        failed("gone.csv");
        visit("/operations");
        assertThat(page.getByRole(AriaRole.ROW, row("Writing chunks")).first()).isVisible();
        assertThat(page.getByRole(AriaRole.ROW, row("Reading files")).last()).containsText("just now");
        assertThat(page.getByRole(AriaRole.ROW, row(HOSTILE))).containsText("The disk was full.");
        assertThat(page.getByRole(AriaRole.LINK, link(HOSTILE))).hasAttribute("href", "/jobs/" + job);
        shot("operations");

        // The page, which asks every few seconds, must not hear of it before somebody clicks.
        AtomicBoolean isStale = new AtomicBoolean(true);
        List<Route> held = new ArrayList<>();
        page.route("**/api/operations", route -> {
            if (isStale.get()) {
                held.add(route);
            } else {
                route.resume();
            }
        });
        database.sql("UPDATE csv_uploads SET payload_expired_at = now() WHERE id <> ?")
                .param(UUID.fromString(job))
                .update();
        page.waitForResponse(
                answer -> answer.url().endsWith("/retry"),
                () -> retry("gone.csv").click());
        isStale.set(false);
        held.forEach(Route::resume);
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("no longer kept");
        assertThat(retry("gone.csv")).hasCount(0);

        retry(HOSTILE).click();
        assertThat(page.getByText("are tried again")).isVisible();
        assertThat(page.getByRole(AriaRole.LINK, link(HOSTILE))).hasCount(0);
        assertThat(awaitStatus(job, "COMPLETED").at("/results/rowsImported").asInt())
                .isEqualTo(250);
    }

    @Test
    void aCalmInstallationLooksCalm() {
        visit("/operations");
        assertThat(page.getByText("No chunk of your imports has failed.")).isVisible();
        shot("operations-calm");
        page.route(
                "**/api/operations",
                route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"queuesReachable\":false,\"queues\":null,\"workers\":null,"
                                + "\"failedChunks\":{\"items\":[],\"total\":0}}")));
        assertThat(page.getByText("The queues cannot be reached at the moment."))
                .isVisible();
        shot("operations-without-queues");
    }

    @Test
    void aKeyIsMadeShownOnceAndRevoked() throws Exception {
        profile().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        visit("/keys");
        page.getByLabel("Label").fill("shop");
        page.getByLabel("read").uncheck();
        page.getByLabel("upload").uncheck();
        page.getByRole(AriaRole.BUTTON, button("Create a key")).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Choose what the key may do.");
        page.getByLabel("read").check();
        page.getByRole(AriaRole.BUTTON, button("Create a key")).click();
        Locator made = page.getByLabel("The key");
        assertThat(made).isVisible();
        shot("keys-made");
        page.getByRole(AriaRole.BUTTON, button("Copy")).click();
        assertThat(page.getByRole(AriaRole.BUTTON, button("Copied"))).isVisible();
        String secret = made.inputValue();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(secret);
        assertThat(call(secret, "GET", "/api/jobs", null).statusCode()).isEqualTo(200);
        page.getByRole(AriaRole.BUTTON, button("Close")).click();

        assertThat(page.getByRole(AriaRole.ROW, row("shop"))).containsText("read");
        assertThat(page.content()).doesNotContain(secret);
        assertThat(page.getByRole(AriaRole.ROW, row("first key"))).containsText("you are signed in with it");
        shot("keys");
        page.getByRole(AriaRole.BUTTON, button("Revoke shop")).click();
        page.getByRole(AriaRole.BUTTON, button("Go back")).click();
        assertThat(page.getByRole(AriaRole.ROW, row("shop"))).isVisible();
        page.getByRole(AriaRole.BUTTON, button("Revoke shop")).click();
        shot("keys-revoke");
        page.getByRole(AriaRole.BUTTON, button("Revoke the key")).click();
        assertThat(page.getByRole(AriaRole.ROW, row("shop"))).hasCount(0);
        assertThat(call(secret, "GET", "/api/jobs", null).statusCode()).isEqualTo(401);
    }

    /** An import of which a chunk could not be written. */
    private String failed(String name) throws Exception {
        String job = upload("filename=" + URLEncoder.encode(name, StandardCharsets.UTF_8), file(250));
        awaitStatus(job, "COMPLETED");
        RunningJobs.failChunk(database, job, 2);
        return job;
    }

    private Locator retry(String name) {
        return page.getByRole(AriaRole.BUTTON, button("Retry the failed chunks of " + name));
    }
}
