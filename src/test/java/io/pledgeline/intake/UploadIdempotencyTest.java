package io.pledgeline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pledgeline.RealServices;
import io.pledgeline.WithRealServices;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The same key is the same upload: stored once, answered again. */
@WithRealServices
class UploadIdempotencyTest extends RunningIntake {

    private static final byte[] CSV = csv(5000);
    private static final String TEXT = "Content-Type: text/csv\n";
    private static final String LENGTH = "Content-Length: 5000\n";

    private final String idempotency = "Idempotency-Key: " + UUID.randomUUID() + "\n";

    @Test
    void theSameRequestIsAnsweredWithTheSameJobUnread() throws Exception {
        RawRequest.Answer first = post("&filename=a.csv", TEXT + idempotency, CSV);
        assertThat(first.status()).as(first.body()).isEqualTo(202);

        RawRequest again =
                begin("POST", upload("&filename=a.csv"), TEXT + idempotency + LENGTH + "Expect: 100-continue\n");
        RawRequest.Answer second = again.answer();

        assertThat(second.status()).as(second.body()).isEqualTo(202);
        assertThat(second.continued()).isFalse();
        assertThat(second.headers()).containsEntry("Location", first.headers().get("Location"));
        assertThat(second.json().get("jobId")).isEqualTo(first.json().get("jobId"));
        assertThat(second.json().get("workbookId")).isEqualTo(first.json().get("workbookId"));
        assertThat(second.json().get("status").asText()).isIn("PENDING", "PROCESSING", "FAILED", "COMPLETED");
        assertThat(workbooks()).hasSize(1);
        assertThat(jobs()).isOne();
        assertThat(orphans()).isEmpty();
    }

    @Test
    void aBodySentAgainAlthoughItIsNotReadDoesNotHurt() throws Exception {
        post("", TEXT + idempotency, CSV);
        assertThat(post("", TEXT + idempotency, CSV).status()).isEqualTo(202);
        assertThat(workbooks()).hasSize(1);
    }

    @Test
    void aSecondRequestWhileTheFirstArrivesIsTurnedAway() throws Exception {
        RawRequest first =
                begin("POST", upload(""), TEXT + idempotency + LENGTH).send(csv(10));
        await().atMost(SOON).until(() -> workbooks().size() == 1);
        RawRequest.Answer second =
                begin("POST", upload(""), TEXT + idempotency + LENGTH).answer();
        assertProblem(second, 409, "IN_PROGRESS");
        assertThat(second.headers()).containsKey("Retry-After");
        assertThat(first.send(csv(4990)).answer().status()).isEqualTo(202);
        assertThat(post("", TEXT + idempotency, CSV).status()).isEqualTo(202);
        assertThat(workbooks()).hasSize(1);
    }

    @Test
    void anotherRequestWithTheSameKeyIsTurnedAway() throws Exception {
        post("&filename=a.csv", TEXT + idempotency, CSV);
        assertProblem(post("&filename=b.csv", TEXT + idempotency, CSV), 422, "KEY_REUSED");
        assertProblem(post("&filename=a.csv", TEXT + idempotency, csv(4999)), 422, "KEY_REUSED");
        RawRequest chunked =
                begin("POST", upload("&filename=a.csv"), TEXT + idempotency + "Transfer-Encoding: chunked\n");
        assertProblem(chunked.answer(), 422, "KEY_REUSED");
        RawRequest put = begin("PUT", "/api/workbooks/a.csv?campaign=" + campaign, TEXT + idempotency + LENGTH);
        assertProblem(put.answer(), 422, "KEY_REUSED");
        assertThat(workbooks()).hasSize(1);
    }

    @Test
    void anotherMerchantMayUseTheSameKey() throws Exception {
        post("", TEXT + idempotency, CSV);
        byte[] wish = "{\"name\":\"Another\"}".getBytes(StandardCharsets.UTF_8);
        RawRequest.Answer merchant = begin(
                        "POST",
                        "/api/merchants",
                        "Content-Type: application/json\nContent-Length: " + wish.length + "\n")
                .send(wish)
                .answer();
        String key = "Authorization: Bearer " + merchant.json().at("/key/key").asText() + "\n";
        assertThat(key).doesNotContain(RealServices.API_KEY);
        RawRequest.Answer other = beginAs(key, "POST", upload(""), TEXT + idempotency + LENGTH)
                .send(CSV)
                .answer();
        assertThat(other.status()).as(other.body()).isEqualTo(202);
        assertThat(workbooks()).hasSize(2);
    }

    @Test
    void anAttemptThatWasAbortedFreesTheKey() throws Exception {
        RawRequest first =
                begin("POST", upload(""), TEXT + idempotency + LENGTH).send(csv(10));
        await().atMost(SOON).until(() -> workbooks().size() == 1);
        first.reset();
        await().atMost(SOON).until(() -> workbooks().isEmpty());
        assertThat(post("", TEXT + idempotency, CSV).status()).isEqualTo(202);
    }

    @Test
    void aKeyIsOfAReasonableLength() throws Exception {
        String longest = idempotency.strip() + "k".repeat(255 - 36);
        assertThat(post("", TEXT + longest + "\n", CSV).status()).isEqualTo(202);
        assertProblem(post("", TEXT + longest + "k\n", CSV), 400, "INVALID_PARAMETER");
        assertProblem(post("", TEXT + "Idempotency-Key: \n", CSV), 400, "INVALID_PARAMETER");
    }
}
