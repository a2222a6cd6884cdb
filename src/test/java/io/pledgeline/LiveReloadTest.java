package io.pledgeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pledgeline.servers.LocalProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The local run, whose routes an integrator edits meanwhile. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class LiveReloadTest {

    private static final String RECEIVE = "intake/intake-receive.camel.yaml";
    private static final String ACCEPTED = "intake/intake-accepted.camel.yaml";
    private static final String JOBS = "/api/jobs?limit=200";
    private static final String FILE = """
            Backer Id,Backer Name,Email,Shipping Country,Shipping Amount,Reward Minimum,Pledge Amount,Pledged At,Rewards Sent?,Pledged Status,Notes
            17,Ada Backer,ada@example.org,SE,$10.00 USD,$25.00 USD,$35.00 USD,"2014/05/01, 08:00",Sent,collected,likes cats
            """;

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private Path routes;
    private LocalProcess local;

    @BeforeEach
    void start() throws IOException {
        routes = directory.resolve("routes");
        FileSystemUtils.copyRecursively(Path.of("routes"), routes);
        local = new LocalProcess(directory);
        local.environment().put("ROUTES_DIR", routes.toString());
        local.start();
    }

    @AfterEach
    void leaveNothingRunning() throws InterruptedException {
        local.close();
    }

    @Test
    void anEditedFileCountsAndABrokenOneChangesNothing() throws Exception {
        assertThatThePrintedLinkSignsIn();
        assertThat(upload()).isEqualTo(202);

        edit(ACCEPTED, "constant: \"202\"", "constant: \"203\"");
        until(() -> upload() == 203);

        edit(RECEIVE, "ref: uploadReader", "rof: uploadReader");
        until(() -> Files.readString(local.log()).contains("Unsupported field: rof"));
        assertThat(upload()).isEqualTo(203);

        edit(RECEIVE, "rof: uploadReader", "ref: uploadReader");
        edit(ACCEPTED, "constant: \"203\"", "constant: \"202\"");
        until(() -> upload() == 202);

        edit("jobs/sql/list-jobs.sql", "'items',", "'edited', true, 'items',");
        assertThat(get(JOBS)).contains("\"edited\" : true");

        until(() -> !get(JOBS).matches("(?s).*(PENDING|PROCESSING).*"));
        assertThat(get(JOBS)).contains("COMPLETED").doesNotContain("FAILED");
    }

    private void assertThatThePrintedLinkSignsIn() throws Exception {
        String log = Files.readString(local.log());
        Matcher link = Pattern.compile("Page +(http://127\\.0\\.0\\.1:\\d+/local/[\\w-]{43})")
                .matcher(log);
        assertThat(link.find()).as(log).isTrue();
        HttpResponse<String> signedIn =
                client.send(HttpRequest.newBuilder(URI.create(link.group(1))).build(), BodyHandlers.ofString());
        assertThat(signedIn.statusCode()).isEqualTo(302);
        assertThat(signedIn.headers().firstValue("Location")).hasValue("/");
        assertThat(signedIn.headers().firstValue("Set-Cookie").orElse("")).startsWith("pledgeline_session=");
        HttpRequest wrong =
                HttpRequest.newBuilder(URI.create(link.group(1) + "x")).build();
        assertThat(client.send(wrong, BodyHandlers.discarding()).statusCode()).isEqualTo(404);
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = routes.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    private int upload() throws IOException, InterruptedException {
        HttpRequest request = request("/api/workbooks/backers.csv")
                .header("Content-Type", "text/csv")
                .PUT(HttpRequest.BodyPublishers.ofString(FILE))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request(path).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + local.webPort() + path))
                .header("Authorization", "Bearer " + RealServices.API_KEY)
                .timeout(Duration.ofSeconds(60));
    }

    private static void until(Callable<Boolean> holds) {
        await().atMost(Duration.ofSeconds(60)).until(holds);
    }
}
