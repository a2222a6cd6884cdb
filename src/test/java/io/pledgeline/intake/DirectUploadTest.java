package io.pledgeline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A file that goes straight to the object store, in parts, and what becomes of it when something interrupts that. */
class DirectUploadTest extends RunningDirect {

    @Test
    void aFileInPartsBecomesAJobAsAnyOther() throws Exception {
        JsonNode begun = begun(FILE.length);
        assertThat(begun.get("partSize").asLong()).isEqualTo(PART);
        assertThat(numbers(begun)).containsExactly(1, 2, 3);
        assertThat(Instant.parse(begun.get("expiresAt").asText()))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(50)),
                        Instant.now().plus(Duration.ofMinutes(61)));
        String first = arrive(begun, FILE, 1);
        String second = arrive(begun, FILE, 2);
        String third = arrive(begun, FILE, 3);

        RawRequest.Answer answer = complete(id(begun), etags(1, first, 2, second.replace("\"", ""), 3, third));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        JsonNode job = answer.json();
        assertThat(job.get("workbookId").asText()).isEqualTo(id(begun));
        assertThat(job.get("status").asText()).isEqualTo("PENDING");
        assertThat(answer.headers())
                .containsEntry("Location", "/api/jobs/" + job.get("jobId").asText());
        assertThat(workbook(id(begun)))
                .containsEntry("state", "RECEIVED")
                .containsEntry("filename", "backers.csv")
                .containsEntry("size_bytes", (long) FILE.length)
                .containsEntry("lease_until", null);
        assertThat(stored(id(begun))).isEqualTo(FILE);
        assertThat(openMultipartUploads()).noneMatch(open -> open.key().endsWith(id(begun)));
        assertThat(jobs()).isOne();
    }

    @Test
    void whatTheAnnouncementAskedForIsWhatTheImportDoes() throws Exception {
        JsonNode begun = begun(
                announcement(100)
                        .put("mode", "update")
                        .put("platform", "kickstarter")
                        .put("onError", "block")
                        .put("maxErrors", "2.5%")
                        .put("sheet", 2)
                        .put("start", "manual"),
                "");
        put(url(begun, 1), csv(100));
        String job = complete(id(begun)).json().get("jobId").asText();
        assertThat(database.sql("SELECT * FROM csv_uploads WHERE id = ?::uuid")
                        .param(job)
                        .query()
                        .singleRow())
                .containsEntry("mode", "update")
                .containsEntry("platform", "kickstarter")
                .containsEntry("platform_asked", true)
                .containsEntry("on_error", "block")
                .containsEntry("max_errors", null)
                .hasEntrySatisfying(
                        "max_error_percent", share -> assertThat(share).hasToString("2.50"))
                .containsEntry("sheet", "2")
                .containsEntry("manual", true)
                .containsEntry("corrects", null);
    }

    @Test
    void anInterruptedUploadGoesOnWithThePartsThatHaveNotArrived() throws Exception {
        String key = "Idempotency-Key: " + UUID.randomUUID() + "\n";
        JsonNode begun = begun(announcement(FILE.length), key);
        String etag = arrive(begun, FILE, 2);

        assertProblem(presign(announcement(FILE.length - 1), key), 422, "KEY_REUSED");
        JsonNode again = begun(announcement(FILE.length), key);
        assertThat(id(again)).isEqualTo(id(begun));
        assertThat(again.get("uploadId")).isEqualTo(begun.get("uploadId"));
        JsonNode arrived = parts(id(begun)).json();
        assertThat(arrived.get("partSize").asLong()).isEqualTo(PART);
        assertThat(numbers(arrived)).containsExactly(2);
        assertThat(arrived.at("/parts/0/sizeBytes").asLong()).isEqualTo(PART);
        assertThat(etag).contains(arrived.at("/parts/0/etag").asText());
        arrive(again, FILE, 1);
        arrive(again, FILE, 3);

        RawRequest.Answer completed = complete(id(begun));
        assertThat(completed.status()).as(completed.body()).isEqualTo(202);
        assertThat(stored(id(begun))).isEqualTo(FILE);

        RawRequest.Answer later = presign(announcement(FILE.length), key);
        assertThat(later.status()).as(later.body()).isEqualTo(202);
        assertThat(later.json().get("jobId")).isEqualTo(completed.json().get("jobId"));
        assertThat(later.headers())
                .containsEntry("Location", completed.headers().get("Location"));
        assertProblem(presign(announcement(FILE.length - 1), key), 422, "KEY_REUSED");
        assertThat(workbooks()).hasSize(1);
    }

    @Test
    void addressesAreSignedAgainForThePartsThatAreAskedFor() throws Exception {
        JsonNode begun = begun(FILE.length);
        RawRequest.Answer answer = resign(id(begun), 3, 1, 3);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(numbers(answer.json())).containsExactly(1, 3);
        assertThat(answer.json().get("uploadId")).isEqualTo(begun.get("uploadId"));
        arrive(answer.json(), FILE, 3);
        assertThat(numbers(parts(id(begun)).json())).containsExactly(3);
    }

    @Test
    void anAddressIsGoodForItsOwnPartOnly() throws Exception {
        JsonNode begun = begun(FILE.length);
        JsonNode other = begun(FILE.length);
        String url = url(begun, 1);
        assertThat(answerToHead(url.replace(id(begun), id(other)), PART)).isEqualTo(403);
        assertThat(answerToHead(url.replace("partNumber=1", "partNumber=2"), PART))
                .isEqualTo(403);
        assertThat(answerToHead(
                        url.replace(
                                begun.get("uploadId").asText(),
                                other.get("uploadId").asText()),
                        PART))
                .isEqualTo(403);
        assertThat(answerToHead(url.substring(0, url.indexOf('?')), PART)).isEqualTo(403);
        assertThat(answerToHead(url, PART - 1)).as("of another length").isEqualTo(403);
        assertThat(numbers(parts(id(begun)).json())).isEmpty();
        assertThat(numbers(parts(id(other)).json())).isEmpty();
    }

    @Test
    void anAbortedUploadLeavesNothing() throws Exception {
        String key = "Idempotency-Key: " + UUID.randomUUID() + "\n";
        JsonNode begun = begun(announcement(FILE.length), key);
        arrive(begun, FILE, 1);
        RawRequest.Answer answer = abandon(id(begun));
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        assertNothingIsLeft();
        assertProblem(abandon(id(begun)), 404, "NOT_FOUND");
        assertProblem(parts(id(begun)), 404, "NOT_FOUND");
        assertProblem(resign(id(begun), 1), 404, "NOT_FOUND");
        assertProblem(complete(id(begun)), 404, "NOT_FOUND");
        assertThat(id(begun(announcement(FILE.length), key))).isNotEqualTo(id(begun));
    }

    @Test
    void completingAgainAnswersTheSameJob() throws Exception {
        String workbook = arrived(FILE);
        RawRequest.Answer first = complete(workbook);
        RawRequest.Answer second = complete(workbook);
        assertThat(second.status()).as(second.body()).isEqualTo(202);
        assertThat(second.json().get("jobId")).isEqualTo(first.json().get("jobId"));
        assertThat(second.headers()).containsEntry("Location", first.headers().get("Location"));
        assertProblem(abandon(workbook), 404, "NOT_FOUND");
        assertProblem(parts(workbook), 404, "NOT_FOUND");
        assertThat(jobs()).isOne();
    }

    @RepeatedTest(10)
    void completingSeveralTimesAtOnceMakesOneJob() throws Exception {
        String workbook = arrived(FILE);
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try {
            List<Callable<RawRequest.Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(() -> complete(workbook));
            }
            for (Future<RawRequest.Answer> call : senders.invokeAll(calls)) {
                assertThat(call.get().status()).as(call.get().body()).isEqualTo(202);
            }
        } finally {
            senders.shutdownNow();
        }
        assertThat(jobs()).isOne();
        assertThat(stored(workbook)).isEqualTo(FILE);
    }

    @Test
    void beginningSeveralTimesAtOnceBeginsOneUpload() throws Exception {
        String key = "Idempotency-Key: " + UUID.randomUUID() + "\n";
        ExecutorService senders = Executors.newFixedThreadPool(4);
        try {
            List<Callable<JsonNode>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(() -> begun(announcement(FILE.length), key));
            }
            List<String> uploads = new ArrayList<>();
            for (Future<JsonNode> call : senders.invokeAll(calls)) {
                uploads.add(call.get().get("uploadId").asText());
            }
            assertThat(uploads).containsOnly(uploads.get(0));
        } finally {
            senders.shutdownNow();
        }
        String workbook = workbooks().get(0);
        assertThat(openMultipartUploads().stream().filter(open -> open.key().endsWith(workbook)))
                .hasSize(1);
    }

    @Test
    void anObjectThatWasCompletedButNotRegisteredIsRegisteredByCompletingAgain() throws Exception {
        String workbook = arrived(FILE);
        completeInTheStoreOnly(workbook);

        assertThat(numbers(parts(workbook).json()))
                .as("nothing need be sent again")
                .containsExactly(1, 2, 3);
        RawRequest.Answer answer = complete(workbook);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(stored(workbook)).isEqualTo(FILE);
        assertThat(jobs()).isOne();
    }
}
