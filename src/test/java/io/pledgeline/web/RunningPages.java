package io.pledgeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.pledgeline.RealServices;
import io.pledgeline.http.RunningWeb;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * The application and a browser: each test has a merchant, a key and a browser profile of its own, signed in.
 *
 * <p>A test opens a page with {@link #visit}, uses it through {@link #page} as a person would (by role, label and text), and
 * ends with {@link #shot}, which holds the page against Axe and leaves pictures in {@code target/screenshots}: light and dark,
 * desktop and phone. Whatever the browser's console has complained of fails the test, so does any request to elsewhere than the application and the object store.
 */
@TestPropertySource(
        properties = {
            "notify.allow-private=true",
            "notify.period=500ms",
            "notify.smtp-url=smtp://127.0.0.1:1",
            "notify.mail-from=imports@pledges.example.org"
        })
@ExtendWith(Browser.class)
abstract class RunningPages extends RunningWeb {

    static final String HEADER = "Backer Id,Backer Name,Email,Shipping Country,Shipping Amount,Reward Minimum,"
            + "Pledge Amount,Pledged At,Rewards Sent?,Pledged Status,Notes\n";

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int[][] SIZES = {{1280, 860}, {390, 844}};

    @Autowired
    JdbcClient database;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> complaints = new ArrayList<>();
    private BrowserContext profile;
    private CDPSession network;

    String key;
    Page page;

    @BeforeEach
    void openBrowser() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        key = tree(call(OPERATOR, "POST", "/api/merchants", "{\"name\":\"Moon Gate Games\"}"))
                .at("/key/key")
                .asText();
        profile = Browser.running()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setBaseURL("http://localhost:" + port)
                        .setLocale("en-GB")
                        .setTimezoneId("Europe/Berlin")
                        .setViewportSize(SIZES[0][0], SIZES[0][1]));
        profile.setDefaultTimeout(20_000);
        signIn(key);
        page = newPage();
    }

    @AfterEach
    void closeBrowser() {
        if (profile != null) {
            profile.close();
        }
        assertThat(complaints).as("what the browser complained of").isEmpty();
    }

    /** Gives the browser a session of this key. */
    void signIn(String anyKey) throws Exception {
        HttpResponse<String> answer =
                call(null, "POST", "/session", "{\"key\":\"" + anyKey + "\"}", "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String[] cookie = answer.headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";", 2)[0]
                .split("=", 2);
        profile.addCookies(List.of(new com.microsoft.playwright.options.Cookie(cookie[0], cookie[1])
                .setUrl("http://localhost:" + port)
                .setHttpOnly(true)));
    }

    /** Another tab of the same person. */
    Page newPage() {
        Page tab = profile.newPage();
        tab.onConsoleMessage(message -> {
            // Chromium reports every answer from 400 on; what a page makes of those is what tests look at.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        tab.onPageError(complaints::add);
        tab.onRequest(request -> {
            if (!request.url().startsWith("http://localhost:" + port + "/")
                    && !request.url().startsWith(store() + "/")
                    && !request.url().startsWith("data:")
                    && !request.url().startsWith("blob:")) {
                complaints.add("A request to " + request.url());
            }
        });
        return tab;
    }

    /** Origin of the object store, the only other one that the page may speak to. */
    static String store() {
        return RealServices.shared().s3().endpoint();
    }

    BrowserContext profile() {
        return profile;
    }

    /** Bytes a second that the browser may send; -1 for no limit. */
    void slowDown(int bytesPerSecond) {
        JsonObject limits = new JsonObject();
        limits.addProperty("offline", false);
        limits.addProperty("latency", 0);
        limits.addProperty("downloadThroughput", -1);
        limits.addProperty("uploadThroughput", bytesPerSecond);
        if (network == null) {
            network = profile.newCDPSession(page);
            network.send("Network.enable");
        }
        network.send("Network.emulateNetworkConditions", limits);
    }

    /** The file of this name in the list of this visit's files. */
    Locator uploadOf(String name) {
        return page.locator("li.upload").filter(new Locator.FilterOptions().setHasText(name));
    }

    static Page.GetByRoleOptions heading(String name) {
        return named(name);
    }

    static Page.GetByRoleOptions link(String name) {
        return named(name);
    }

    static Page.GetByRoleOptions button(String name) {
        return named(name);
    }

    /** A row of a table that has this text. */
    static Page.GetByRoleOptions row(String text) {
        return new Page.GetByRoleOptions().setName(text);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    /** The sentence with which the page of a job says how it stands. */
    Locator sentence() {
        return page.locator(".sentence");
    }

    /** Opens a path and waits for its headline. */
    void visit(String path) {
        Response response = page.navigate(path);
        assertThat(response.status()).isEqualTo(200);
        page.locator("h1").waitFor();
    }

    /** Holds the page against Axe and leaves its pictures: {@code target/screenshots/<name>-<light|dark>-<desktop|phone>.png}. */
    void shot(String name) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            assertAccessible(name + " " + scheme);
            for (int[] size : SIZES) {
                page.setViewportSize(size[0], size[1]);
                String file = name + "-" + scheme.toString().toLowerCase(java.util.Locale.ROOT) + "-"
                        + (size[0] < 500 ? "phone" : "desktop") + ".png";
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(SCREENSHOTS.resolve(file))
                        .setFullPage(true));
                assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                        .as("%s does not scroll sideways", file)
                        .isEqualTo(true);
            }
            page.setViewportSize(SIZES[0][0], SIZES[0][1]);
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private void assertAccessible(String what) {
        List<String> violations = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                                + rule.getNodes().stream()
                                        .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                        .toList())
                        .toList();
        assertThat(violations).as("accessibility of %s", what).isEmpty();
    }

    /** A good row of a backer report. */
    static String row(int backer) {
        return row(backer, "Backer " + backer, "b" + backer + "@example.org", "");
    }

    static String row(int backer, String name, String email, String notes) {
        return backer + "," + quoted(name) + "," + email
                + ",SE,$10.00 USD,$25.00 USD,$35.00 USD,\"2014/05/01, 08:00\",Sent,collected," + quoted(notes) + "\n";
    }

    static String quoted(String cell) {
        return cell.matches("[\\w ]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }

    static String file(int rows) {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 1; i <= rows; i++) {
            text.append(row(i));
        }
        return text.toString();
    }

    /** Uploads a file by the API and answers the id of its job. */
    String upload(String query, String text) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/api/workbooks/upload?" + query))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofByteArray(text.getBytes(StandardCharsets.UTF_8)))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return tree(answer).get("jobId").asText();
    }

    JsonNode job(String id) throws Exception {
        return tree(call(key, "GET", "/api/jobs/" + id, null));
    }

    JsonNode awaitStatus(String id, String status) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> job(id), job -> job.path("status").asText().equals(status));
    }
}
