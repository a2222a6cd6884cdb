package io.pledgeline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pledgeline.RealServices;
import io.pledgeline.WithDurableServices;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** What an upload meets while S3, PostgreSQL or Redis is away, and what remains once it is back. */
@WithDurableServices
@TestPropertySource(
        properties = {
            "upkeep.receiving.period=1s",
            "upkeep.sweep.period=1s",
            "upkeep.stale=2s",
            "spring.datasource.hikari.connection-timeout=1000"
        })
class UploadOutageTest extends RunningIntake {

    private static final Duration BACK = Duration.ofSeconds(40);
    private static final String TEXT = "Content-Type: text/csv\n";
    private static final byte[] BACKERS = """
            Backer Id,Backer Name,Email,Shipping Country,Shipping Amount,Reward Minimum,Pledge Amount,Pledged At,Rewards Sent?,Pledged Status,Notes
            17,Ada Backer,ada@example.org,SE,$10.00 USD,$25.00 USD,$35.00 USD,"2014/05/01, 08:00",Sent,collected,likes cats
            """.getBytes(StandardCharsets.UTF_8);

    private final RealServices services = RealServices.durable();

    @AfterEach
    void startAll() {
        services.s3().start();
        if (!services.postgres().isRunning()) {
            services.postgres().start();
        }
        if (!services.redis().isRunning()) {
            services.redis().start();
        }
    }

    @Test
    void withoutTheObjectStoreAnUploadIsTurnedAwayAndMayBeSentAgainAtOnce() throws Exception {
        String key = "Idempotency-Key: " + UUID.randomUUID() + "\n";
        services.s3().close();
        for (byte[] file : new byte[][] {csv(100), csv(PART + 100)}) {
            RawRequest.Answer answer = post("", TEXT + key, file);
            assertProblem(answer, 503, "STORAGE_UNAVAILABLE");
            assertThat(answer.headers()).containsKey("Retry-After");
        }
        services.s3().start();
        assertThat(post("", TEXT + key, csv(100)).status()).isEqualTo(202);
        await().atMost(BACK).untilAsserted(() -> {
            assertThat(workbooks()).hasSize(1);
            assertThat(orphans()).isEmpty();
        });
    }

    @Test
    void anObjectStoreThatGoesInTheMiddleOfAnUploadLeavesNothing() throws Exception {
        RawRequest request = begin("POST", upload(""), TEXT + "Transfer-Encoding: chunked\n");
        request.chunk(csv(PART)).chunk(csv(10));
        await().atMost(SOON).until(() -> !openMultipartUploads().isEmpty());
        services.s3().close();
        assertProblem(request.chunk(new byte[0]).answer(), 503, "STORAGE_UNAVAILABLE");
        services.s3().start();
        await().atMost(BACK).untilAsserted(this::assertNothingIsLeft);
    }

    @Test
    void withoutTheDatabaseAnUploadIsTurnedAway() throws Exception {
        assertThat(post("", TEXT, csv(100)).status()).isEqualTo(202);
        services.postgres().stop();
        RawRequest.Answer answer = post("", TEXT, csv(100));
        assertProblem(answer, 503, "DATABASE_UNAVAILABLE");
        assertThat(answer.headers()).containsKey("Retry-After");
        services.postgres().start();
        await().atMost(BACK).until(() -> post("", TEXT, csv(100)).status() == 202);
        assertThat(orphans()).isEmpty();
    }

    @Test
    void aDatabaseThatCrashesInTheMiddleOfAnUploadLeavesNothing() throws Exception {
        RawRequest request = begin("POST", upload(""), TEXT + "Transfer-Encoding: chunked\n");
        request.chunk(csv(PART)).chunk(csv(10));
        await().atMost(SOON).until(() -> !openMultipartUploads().isEmpty());
        services.postgres().crash();
        assertProblem(request.chunk(new byte[0]).answer(), 503, "DATABASE_UNAVAILABLE");
        services.postgres().start();
        await().atMost(BACK).ignoreExceptions().untilAsserted(() -> {
            assertThat(workbooks()).isEmpty();
            assertThat(orphans()).isEmpty();
        });
        assertThat(jobs()).isZero();
    }

    @Test
    void withoutRedisAnUploadIsTakenAndImportedOnceRedisIsBack() throws Exception {
        services.redis().stop();
        long start = System.nanoTime();
        RawRequest.Answer answer = post("&filename=backers.csv", TEXT, BACKERS);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        services.redis().start();
        await().atMost(BACK)
                .until(() -> database.sql("SELECT status::text FROM jobs WHERE id = ?::uuid")
                        .param(answer.json().get("jobId").asText())
                        .query(String.class)
                        .single()
                        .equals("COMPLETED"));
    }
}
