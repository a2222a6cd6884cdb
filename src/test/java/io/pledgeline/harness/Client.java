package io.pledgeline.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A merchant's program: sends a file again, with the same idempotency key, until it is answered 202. */
final class Client {

    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Cluster cluster;
    private final String key;
    private final long end;
    private final AtomicInteger requests = new AtomicInteger();

    /**
     * @param key of the merchant
     * @param patience after which sending in vain fails
     */
    Client(Cluster cluster, String key, Duration patience) {
        this.cluster = cluster;
        this.key = key;
        this.end = System.nanoTime() + patience.toNanos();
    }

    /** Requests that were needed so far. */
    int requests() {
        return requests.get();
    }

    /**
     * Sends a file, and then once more, as a client does that did not hear the answer.
     *
     * @return the job, the same both times
     */
    UUID send(Import one, Duration sending) throws InterruptedException {
        String once = UUID.randomUUID().toString();
        UUID job = sendUntilAccepted(one, once, sending);
        UUID again = sendUntilAccepted(one, once, Duration.ZERO);
        if (!again.equals(job)) {
            throw new IllegalStateException("One idempotency key, two jobs: " + job + " and " + again);
        }
        return job;
    }

    private UUID sendUntilAccepted(Import one, String once, Duration sending) throws InterruptedException {
        String last = "nothing";
        while (System.nanoTime() < end) {
            requests.incrementAndGet();
            try {
                HttpUpload.Answer answer = upload(one, once).send(sending);
                JsonNode body = JSON.readTree(answer.body());
                last = answer.status() + " " + body.path("code").asText();
                if (answer.status() == 202) {
                    return UUID.fromString(body.required("jobId").asText());
                }
                if (last.contains("INTERNAL_ERROR") || !mayPass(answer.status(), last)) {
                    throw new IllegalStateException(one.file().getFileName() + " is refused: " + answer.body());
                }
            } catch (IOException e) {
                last = e.toString();
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        throw new IllegalStateException(one.file().getFileName() + " was never accepted; at last: " + last);
    }

    private static boolean mayPass(int status, String answer) {
        return status >= 500 || status == 429 || status == 408 || answer.equals("409 IN_PROGRESS");
    }

    private HttpUpload upload(Import one, String once) throws IOException {
        String name = one.file().getFileName().toString();
        String type =
                name.endsWith(".gz") ? "application/gzip" : name.endsWith(".zip") ? "application/zip" : "text/csv";
        return new HttpUpload(
                cluster.webPort(),
                "/api/workbooks/upload?filename=" + name + "&campaign=" + one.campaign(),
                "Authorization: Bearer " + key + "\r\nContent-Type: " + type + "\r\nIdempotency-Key: " + once + "\r\n",
                one.file());
    }

    /** Begins to send a file and hangs up in the middle, for good. */
    void tearOff(Import one) {
        try {
            upload(one, "torn-" + UUID.randomUUID()).tearOff(2 / 3.0);
        } catch (IOException e) {
            // Torn off by the other end, or never begun.
        }
    }

    /** Asks to take an import back, until that is accepted; whoever did not hear that may so have made two undos. */
    void undo(UUID job) throws InterruptedException {
        while (System.nanoTime() < end) {
            requests.incrementAndGet();
            try {
                int status = http.send(
                                request("/api/jobs/" + job + "/undo")
                                        .POST(HttpRequest.BodyPublishers.noBody())
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status == 202) {
                    return;
                }
                if (!mayPass(status, "")) {
                    throw new IllegalStateException("The undo of job " + job + " is answered " + status);
                }
            } catch (IOException e) {
                // Asked again.
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        throw new IllegalStateException("The undo of job " + job + " was never accepted");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(cluster.base().resolve(path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + key);
    }

    /** Gives the CSV of a job's failed rows. */
    byte[] failedRows(UUID job) throws IOException, InterruptedException {
        HttpRequest request = request("/api/jobs/" + job + "/errors")
                .header("Accept", "text/csv")
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("The failed rows of job " + job + " were answered " + answer.statusCode());
        }
        return answer.body();
    }
}
