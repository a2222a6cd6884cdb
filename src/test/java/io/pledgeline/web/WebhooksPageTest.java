package io.pledgeline.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class WebhooksPageTest extends RunningPages {

    @Test
    void aWebhookIsAddedTestedRotatedSwitchedOffAndDeleted() throws Exception {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/shop", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.createContext("/old", exchange -> {
            exchange.sendResponseHeaders(410, -1);
            exchange.close();
        });
        receiver.start();
        try {
            String url = "http://127.0.0.1:" + receiver.getAddress().getPort();
            visit("/webhooks");
            assertThat(page.getByText("No webhooks")).isVisible();
            shot("webhooks-none");
            add("Shop", "https:/nowhere");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("url");
            add("Shop", url + "/shop");
            Locator made = labelled("The secret");
            assertThat(made).isVisible();
            shot("webhooks-made");
            String secret = made.inputValue();
            assertThat(secret).startsWith("whsec_");
            page.getByRole(AriaRole.BUTTON, button("Close")).click();
            assertThat(page.content()).doesNotContain(secret);

            page.getByLabel("E-mail address").fill("ada@moon-gate.example");
            page.getByRole(AriaRole.BUTTON, button("Add the address")).click();
            assertThat(page.getByRole(AriaRole.BUTTON, button("Delete ada@moon-gate.example")))
                    .isVisible();
            String job = upload("filename=" + "backers-of-the-moon-gate-".repeat(4) + ".csv", file(120));
            awaitStatus(job, "COMPLETED");
            page.getByRole(AriaRole.BUTTON, button("Send a test to Shop")).click();
            assertThat(page.getByText("The test is on its way")).isVisible();
            assertThat(page.getByRole(AriaRole.ROW, row("a test Shop")).first()).containsText("delivered");
            assertThat(page.getByText("no connection").first()).isVisible();

            page.getByRole(AriaRole.BUTTON, button("New secret for Shop")).click();
            page.getByRole(AriaRole.BUTTON, button("Make a new secret")).click();
            assertThat(labelled("The secret")).not().hasValue(secret);
            page.getByRole(AriaRole.BUTTON, button("Close")).click();
            assertThat(page.getByText("The former secret signs as well")).isVisible();

            add("Old shop", url + "/old");
            page.getByRole(AriaRole.BUTTON, button("Close")).click();
            page.getByRole(AriaRole.BUTTON, button("Send a test to Old shop")).click();
            assertThat(page.getByText("It answered that it is gone (410).")).isVisible();
            shot("webhooks");
            visit("/operations");
            assertThat(page.getByRole(AriaRole.LINK, link("Open the notifications")))
                    .isVisible();
            shot("operations-webhooks");
            visit("/webhooks");
            page.getByRole(AriaRole.BUTTON, button("Enable Old shop")).click();
            assertThat(page.getByRole(AriaRole.BUTTON, button("Disable Old shop")))
                    .isVisible();
            page.getByRole(AriaRole.BUTTON, button("Delete Old shop")).click();
            page.getByRole(AriaRole.BUTTON, button("Delete the webhook")).click();
            assertThat(page.getByRole(AriaRole.BUTTON, button("Delete Old shop")))
                    .hasCount(0);
        } finally {
            receiver.stop(0);
        }
    }

    private void add(String label, String url) {
        labelled("Label").fill(label);
        labelled("Address").fill(url);
        page.getByRole(AriaRole.BUTTON, button("Add the webhook")).click();
    }

    private Locator labelled(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }
}
