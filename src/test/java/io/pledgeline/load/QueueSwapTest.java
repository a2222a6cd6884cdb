package io.pledgeline.load;

import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.servers.AtExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;

/** An SQS queue in place of the stream of chunks, set up as {@code docs/queues.md} says. */
@DirtiesContext
class QueueSwapTest extends RunningImports {

    private static final Path PAGE = Path.of("docs", "queues.md");
    private static final Path ROUTES = Path.of("target", "queue-swap", "routes");
    private static final SQSRestServer SQS =
            SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();

    @DynamicPropertySource
    static void swapped(DynamicPropertyRegistry registry) throws IOException {
        // After the application, which asks it until it ends.
        AtExit.close(SQS::stopAndWait);
        FileSystemUtils.deleteRecursively(ROUTES);
        FileSystemUtils.copyRecursively(Path.of("routes"), ROUTES);
        Files.writeString(ROUTES.resolve("load/load-queue.camel.yaml"), route());
        registry.add("routes.dir", ROUTES::toString);
        registry.add("queue.load", () -> "aws2-sqs:pledgeline-load");
        registry.add("camel.component.aws2-sqs.region", () -> "eu-central-1");
        registry.add("camel.component.aws2-sqs.access-key", () -> "key");
        registry.add("camel.component.aws2-sqs.secret-key", () -> "secret");
        registry.add("camel.component.aws2-sqs.override-endpoint", () -> "true");
        registry.add(
                "camel.component.aws2-sqs.uri-endpoint-override",
                () -> "http://127.0.0.1:"
                        + SQS.waitUntilStarted().localAddress().getPort());
        // Of the test: on AWS one makes it oneself.
        registry.add("camel.component.aws2-sqs.auto-create-queue", () -> "true");
    }

    @Test
    void chunksGoThroughSqsAndAreWrittenOnceWhenTheyComeTwice() {
        UUID job = imports.upload(campaign, Export.of(1, 3000));
        for (int number = 1; number <= 30; number++) {
            producer.sendBody("aws2-sqs:pledgeline-load", job + "/" + number);
        }

        imports.until(() -> !imports.document(job).get("finishedAt").isNull());

        assertThat(rows(imports.document(job))).isEqualTo("3000/0/0 of 3000");
        assertThat(imports.number(
                        "SELECT count(*) FROM pledges p JOIN campaigns c ON c.id = p.campaign_id WHERE c.slug = ?",
                        campaign.slug()))
                .isEqualTo(3000);
        assertThat(imports.number("SELECT max(attempts) FROM csv_upload_chunks WHERE upload_id = ?", job))
                .isEqualTo(1);
    }

    /** What the page says, without the indentation of its list. */
    private static String route() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("```yaml\n") + "```yaml\n".length();
        return page.substring(begin, page.indexOf("```", begin)).indent(-3);
    }
}
