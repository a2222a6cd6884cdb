package io.pledgeline.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Part;

/** A large file in a real browser: it goes to the object store in parts, five of them. */
class DirectPageTest extends RunningPages {

    private static final int SIZE = 40_000_000;
    private static final Pattern PART = Pattern.compile("[?&]partNumber=(\\d+)");

    @TempDir
    Path folder;

    @Autowired
    S3Client s3;

    private final Set<Integer> sent = new ConcurrentSkipListSet<>();
    private final Set<Integer> taken = new ConcurrentSkipListSet<>();
    private final Set<String> streamed = new ConcurrentSkipListSet<>();

    @BeforeEach
    void watchTheNetwork() {
        page.onRequest(request -> {
            if (isPart(request)) {
                sent.add(number(request.url()));
            } else if (request.url().contains("/api/workbooks/upload")) {
                streamed.add(request.url());
            }
        });
        page.onResponse(response -> {
            if (isPart(response.request()) && response.status() == 200) {
                taken.add(number(response.url()));
            }
        });
    }

    @Test
    void aLargeFileGoesInPartsStraightToTheStore() throws Exception {
        Path large = large();
        slowDown(1_000_000);
        visit("/");
        page.getByLabel("Choose files").setInputFiles(large);
        assertThat(uploadOf("large.csv")).containsText("In parts, straight to the file store.");
        assertThat(uploadOf("large.csv")).containsText(Pattern.compile("left"));
        shot("upload-direct");
        slowDown(-1);
        assertThat(page.getByRole(AriaRole.HEADING, heading("large.csv"))).isVisible();

        assertThat(sent).containsExactly(1, 2, 3, 4, 5);
        assertThat(streamed).isEmpty();
        assertThat(workbook("size_bytes")).isEqualTo((long) SIZE);
        assertThat(workbook("status::text")).isEqualTo("RECEIVED");
        assertThat(tree(call(key, "GET", "/api/jobs", null)).get("items")).hasSize(1);
    }

    @Test
    void afterAReloadTheSameFileGoesOnWithThePartsThatHaveNotArrived() throws Exception {
        Path large = large();
        page.onDialog(Dialog::accept);
        slowDown(4_000_000);
        visit("/");
        page.getByLabel("Choose files").setInputFiles(large);
        page.waitForCondition(() -> !taken.isEmpty());
        page.reload();
        assertThat(page.getByText("Uploads that were interrupted")).isVisible();
        Set<Integer> arrived = arrived();
        assertThat(arrived).isNotEmpty().hasSizeLessThan(5).containsAll(taken);
        sent.clear();

        slowDown(-1);
        page.getByLabel("Choose files").setInputFiles(large);
        assertThat(page.getByRole(AriaRole.HEADING, heading("large.csv"))).isVisible();
        Set<Integer> missing = new TreeSet<>(Set.of(1, 2, 3, 4, 5));
        missing.removeAll(arrived);
        assertThat(sent).isEqualTo(missing);
        assertThat(streamed).isEmpty();
        assertThat(workbook("size_bytes")).isEqualTo((long) SIZE);
        assertThat(tree(call(key, "GET", "/api/jobs", null)).get("items")).hasSize(1);
    }

    @Test
    void aCancelledUploadLeavesNothing() throws Exception {
        slowDown(2_000_000);
        visit("/");
        page.getByLabel("Choose files").setInputFiles(large());
        assertThat(uploadOf("large.csv")).containsText("In parts, straight to the file store.");
        page.getByRole(AriaRole.BUTTON, button("Cancel the upload of large.csv"))
                .click();
        assertThat(uploadOf("large.csv")).containsText("Cancelled; nothing was stored.");
        Awaitility.await().until(() -> workbooks() == 0);
    }

    @Test
    void whereTheStoreCannotBeReachedTheFileGoesThroughTheServer() throws Exception {
        page.route(url -> url.startsWith(store() + "/"), Route::abort);
        Path large = large();
        slowDown(1_000_000);
        visit("/");
        page.getByLabel("Choose files").setInputFiles(large);
        assertThat(uploadOf("large.csv")).containsText("so the file goes through the server.");
        slowDown(-1);
        assertThat(page.getByRole(AriaRole.HEADING, heading("large.csv"))).isVisible();
        assertThat(taken).isEmpty();
        assertThat(streamed).hasSize(1);
        assertThat(workbook("size_bytes")).isEqualTo((long) SIZE);
        assertThat(workbook("part_size IS NULL")).isEqualTo(true);
    }

    @Test
    void whereTheStoresRulesForOtherOriginsForbidItTheFileGoesThroughTheServer() throws Exception {
        // The store takes parts from pages of localhost, and from no other name.
        String origin = "http://app.localhost:" + port;
        profile().cookies().stream()
                .map(cookie ->
                        new Cookie(cookie.name, cookie.value).setUrl(origin).setHttpOnly(true))
                .forEach(cookie -> profile().addCookies(List.of(cookie)));
        Path large = large();
        // Not as newPage() makes it: here the browser is to complain.
        List<String> told = new ArrayList<>();
        try (Page elsewhere = profile().newPage()) {
            elsewhere.onConsoleMessage(message -> told.add(message.text()));
            elsewhere.navigate(origin + "/");
            elsewhere.getByLabel("Choose files").setInputFiles(large);
            assertThat(elsewhere.getByRole(AriaRole.HEADING, heading("large.csv")))
                    .isVisible();
        }
        assertThat(told).anyMatch(text -> text.contains("blocked by CORS policy"));
        assertThat(workbook("size_bytes")).isEqualTo((long) SIZE);
        assertThat(workbook("part_size IS NULL")).isEqualTo(true);
        assertThat(tree(call(key, "GET", "/api/jobs", null)).get("items")).hasSize(1);
    }

    @Test
    void anAddressThatHasExpiredIsSignedAgain() throws Exception {
        // Not setTimes(1): when Playwright stops to intercept, Chromium now and then loses a request that is on its
        // way.
        Set<Integer> refused = new ConcurrentSkipListSet<>();
        page.route(
                url -> url.startsWith(store() + "/") && url.contains("partNumber=1&") && refused.isEmpty(), route -> {
                    refused.add(number(route.request().url()));
                    route.fulfill(new Route.FulfillOptions()
                            .setStatus(403)
                            .setHeaders(Map.of("Access-Control-Allow-Origin", "*")));
                });
        visit("/");
        page.getByLabel("Choose files").setInputFiles(large());
        assertThat(page.getByRole(AriaRole.HEADING, heading("large.csv")))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        assertThat(refused).containsExactly(1);
        assertThat(taken).containsExactly(1, 2, 3, 4, 5);
        assertThat(streamed).isEmpty();
    }

    @Test
    void whereTheStoreDoesNotShowItsTagsTheFileGoesInPartsAllTheSame() throws Exception {
        // What a browser answers where the bucket's rule exposes nothing.
        page.addInitScript("XMLHttpRequest.prototype.getAllResponseHeaders = () => '';");
        visit("/");
        page.getByLabel("Choose files").setInputFiles(large());
        assertThat(page.getByRole(AriaRole.HEADING, heading("large.csv"))).isVisible();
        assertThat(sent).containsExactly(1, 2, 3, 4, 5);
        assertThat(streamed).isEmpty();
        assertThat(workbook("size_bytes")).isEqualTo((long) SIZE);
    }

    @Test
    void aFaultAfterAReloadDoesNotCostThePartsThatHaveArrived() throws Exception {
        Path large = large();
        page.onDialog(Dialog::accept);
        slowDown(4_000_000);
        visit("/");
        page.getByLabel("Choose files").setInputFiles(large);
        page.waitForCondition(() -> !taken.isEmpty());
        page.reload();
        Set<Integer> arrived = arrived();
        Set<Integer> cut = new ConcurrentSkipListSet<>();
        page.route(url -> url.startsWith(store() + "/") && cut.isEmpty(), route -> {
            cut.add(number(route.request().url()));
            route.abort("connectionreset");
        });

        slowDown(-1);
        page.getByLabel("Choose files").setInputFiles(large);
        assertThat(page.getByRole(AriaRole.HEADING, heading("large.csv"))).isVisible();
        assertThat(cut).hasSize(1).doesNotContainAnyElementsOf(arrived);
        assertThat(streamed).isEmpty();
        assertThat(workbook("size_bytes")).isEqualTo((long) SIZE);
    }

    @Test
    void whoSignsOutCancelsWhatIsOnItsWay() throws Exception {
        slowDown(2_000_000);
        visit("/");
        page.getByLabel("Choose files").setInputFiles(large());
        assertThat(uploadOf("large.csv")).containsText("In parts, straight to the file store.");
        page.getByRole(AriaRole.BUTTON, button("Sign out")).click();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Sign out"))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, heading("Sign in"))).isVisible();
        Awaitility.await().until(() -> workbooks() == 0);
    }

    @Test
    void whereTooManyDirectUploadsAreOpenTheFileGoesThroughTheServer() throws Exception {
        String announced = "{\"filename\":\"other.csv\",\"sizeBytes\":1000,\"campaign\":\"others\"}";
        for (int i = 0; i < 100; i++) {
            assertThat(call(key, "POST", "/api/workbooks/presign", announced).statusCode())
                    .isEqualTo(200);
        }
        visit("/");
        page.getByLabel("Choose files").setInputFiles(large());
        assertThat(page.getByRole(AriaRole.HEADING, heading("large.csv"))).isVisible();
        assertThat(sent).isEmpty();
        assertThat(streamed).hasSize(1);
    }

    @Test
    void whoseSessionEndsMeanwhileSignsInAgainAndSendsNothingTwice() throws Exception {
        JsonNode other = tree(call(key, "POST", "/api/keys", "{\"label\":\"short\",\"scopes\":[\"upload\",\"read\"]}"));
        signIn(other.get("key").asText());
        slowDown(4_000_000);
        visit("/");
        page.getByLabel("Choose files").setInputFiles(large());
        page.waitForCondition(() -> !taken.isEmpty());
        call(key, "DELETE", "/api/keys/" + other.get("id").asText(), null);
        assertThat(page.getByRole(AriaRole.HEADING, heading("Sign in"))).isVisible();
        assertThat(taken).containsExactly(1, 2, 3, 4, 5);
        sent.clear();

        page.getByLabel("API key").fill(key);
        page.getByRole(AriaRole.BUTTON, button("Sign in")).click();
        assertThat(uploadOf("large.csv")).hasAttribute("data-state", "DONE");
        assertThat(sent).isEmpty();
        assertThat(streamed).isEmpty();
        assertThat(workbook("size_bytes")).isEqualTo((long) SIZE);
        assertThat(tree(call(key, "GET", "/api/jobs", null)).get("items")).hasSize(1);
    }

    private long workbooks() throws Exception {
        return database.sql("SELECT count(*) FROM workbooks WHERE merchant_id = ?")
                .param(merchant())
                .query(Long.class)
                .single();
    }

    /** A list that no platform knows, so that it waits and takes no time to be imported. */
    private Path large() throws IOException {
        Path file = folder.resolve("large.csv");
        byte[] line = "quite,ordinary,cells,with,nothing,in,them,at,all,42\n".getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            int left = SIZE;
            while (left > 0) {
                out.write(line, 0, Math.min(line.length, left));
                left -= line.length;
            }
        }
        return file;
    }

    private static boolean isPart(Request request) {
        return request.method().equals("PUT") && request.url().startsWith(store() + "/");
    }

    private static int number(String url) {
        Matcher part = PART.matcher(url);
        if (!part.find()) {
            throw new AssertionError("A request to the store that is for no part");
        }
        return Integer.parseInt(part.group(1));
    }

    /** Numbers of the parts that the store has. */
    private Set<Integer> arrived() throws Exception {
        String bucket = (String) workbook("bucket");
        String object = (String) workbook("object_key");
        String upload = (String) workbook("multipart_id");
        List<Part> parts = s3.listParts(
                        request -> request.bucket(bucket).key(object).uploadId(upload))
                .parts();
        return parts.stream().map(Part::partNumber).collect(Collectors.toCollection(TreeSet::new));
    }

    private UUID merchant() throws Exception {
        return database.sql("SELECT merchant_id FROM api_keys WHERE key_hash = sha256(?::bytea)")
                .param(key.getBytes(StandardCharsets.UTF_8))
                .query(UUID.class)
                .single();
    }

    /** A column of the one workbook of this test's merchant. */
    private Object workbook(String column) throws Exception {
        return database.sql("SELECT " + column + " FROM workbooks WHERE merchant_id = ?")
                .param(merchant())
                .query()
                .singleValue();
    }
}
