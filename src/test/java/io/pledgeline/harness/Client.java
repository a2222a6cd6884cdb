package io.pledgeline.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
                HttpResponse<String> answer =
                        http.send(request(one, once, sending), HttpResponse.BodyHandlers.ofString());
                JsonNode body = JSON.readTree(answer.body());
                last = answer.statusCode() + " " + body.path("code").asText();
                if (answer.statusCode() == 202) {
                    return UUID.fromString(body.required("jobId").asText());
                }
                if (last.contains("INTERNAL_ERROR") || !mayPass(answer.statusCode(), last)) {
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

    private HttpRequest request(Import one, String once, Duration sending) throws IOException {
        return HttpRequest.newBuilder(target(one))
                .timeout(ANSWER)
                .expectContinue(true)
                .header("Authorization", "Bearer " + key)
                .header("Idempotency-Key", once)
                .header("Content-Type", type(one))
                .POST(body(one.file(), sending))
                .build();
    }

    private URI target(Import one) {
        return cluster.base()
                .resolve("/api/workbooks/upload?filename=" + one.file().getFileName() + "&campaign=" + one.campaign());
    }

    private static String type(Import one) {
        String name = one.file().toString();
        return name.endsWith(".gz") ? "application/gzip" : name.endsWith(".zip") ? "application/zip" : "text/csv";
    }

    private static BodyPublisher body(Path file, Duration sending) throws IOException {
        long size = Files.size(file);
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> {
                    try {
                        return new SlowStream(Files.newInputStream(file), size, sending);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }),
                size);
    }

    /** Begins to send a file and hangs up in the middle, for good. */
    void tearOff(Import one) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), cluster.webPort())) {
            byte[] bytes = Files.readAllBytes(one.file());
            socket.getOutputStream()
                    .write(("POST " + target(one).getRawPath() + "?" + target(one).getRawQuery() + " HTTP/1.1\r\n"
                                    + "Host: 127.0.0.1\r\nAuthorization: Bearer " + key + "\r\nContent-Type: "
                                    + type(one) + "\r\nIdempotency-Key: torn-" + UUID.randomUUID()
                                    + "\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes, 0, bytes.length * 2 / 3);
            socket.getOutputStream().flush();
            TimeUnit.MILLISECONDS.sleep(300);
            LoopbackProxy.reset(socket);
        } catch (IOException e) {
            // Torn off by the other end, or never begun.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives the CSV of a job's failed rows. */
    byte[] failedRows(UUID job) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(cluster.base().resolve("/api/jobs/" + job + "/errors"))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + key)
                .header("Accept", "text/csv")
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("The failed rows of job " + job + " were answered " + answer.statusCode());
        }
        return answer.body();
    }

    /** Spreads the bytes of a file over a time. */
    private static final class SlowStream extends FilterInputStream {

        private static final int BLOCK = 1 << 14;

        private final long nanosPerBlock;

        SlowStream(InputStream in, long size, Duration time) {
            super(in);
            nanosPerBlock = time.toNanos() * BLOCK / Math.max(BLOCK, size);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            LoopbackProxy.pause(TimeUnit.NANOSECONDS.toMillis(nanosPerBlock));
            return super.read(bytes, from, Math.min(length, BLOCK));
        }
    }
}
