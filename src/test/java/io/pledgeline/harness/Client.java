package io.pledgeline.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.s3.S3Client;

/** A merchant's program: sends a file again, with the same idempotency key, until it is answered 202. */
final class Client {

    private final Cluster cluster;
    private final String merchant;
    private final String key;
    private final Api api;

    /**
     * @param merchant by slug
     * @param key of the merchant
     * @param patience after which sending in vain fails
     */
    Client(Cluster cluster, String merchant, String key, Duration patience) {
        this.cluster = cluster;
        this.merchant = merchant;
        this.key = key;
        this.api = new Api(cluster, patience);
    }

    /** Requests that were needed so far. */
    int requests() {
        return api.requests();
    }

    /**
     * Sends a file, and then once more, as a client does that did not hear the answer.
     *
     * @return the job, the same both times
     */
    UUID send(Import one, Duration sending) throws InterruptedException {
        String once = UUID.randomUUID().toString();
        String what = one.file().getFileName().toString();
        UUID job = api.again(what, () -> send(one, once, sending));
        UUID same = api.again(what, () -> send(one, once, Duration.ZERO));
        if (!same.equals(job)) {
            throw new IllegalStateException("Sent twice, two jobs: " + job + " and " + same);
        }
        return job;
    }

    private UUID send(Import one, String once, Duration sending) throws IOException, InterruptedException {
        return switch (one.way()) {
            case UPLOAD -> {
                api.countRequest();
                HttpUpload.Answer answer = upload(one, once).send(sending);
                yield job(Api.accepted(answer.status(), answer.body()));
            }
            case PARTS -> inParts(one, once, sending);
            case BUCKET -> announced(one);
        };
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

    /** Begins, or goes on with, an upload whose parts are put into the store, and completes it. */
    private UUID inParts(Import one, String once, Duration sending) throws IOException, InterruptedException {
        JsonNode begun = presign(one, once);
        if (begun.has("jobId")) {
            return job(begun);
        }
        String workbook = "/api/workbooks/" + begun.required("workbookId").asText();
        List<String> arrived =
                api.ask(request(workbook + "/parts").GET()).required("parts").findValuesAsText("number");
        JsonNode parts = begun.required("parts");
        for (JsonNode part : parts) {
            int number = part.required("number").asInt();
            if (!arrived.contains(Integer.toString(number))) {
                TimeUnit.NANOSECONDS.sleep(sending.toNanos() / parts.size());
                put(part.required("url").asText(), part(one, begun, number));
            }
        }
        return job(api.ask(request(workbook + "/complete").POST(BodyPublishers.noBody())));
    }

    private JsonNode presign(Import one, String once) throws IOException, InterruptedException {
        ObjectNode announced = JsonNodeFactory.instance
                .objectNode()
                .put("filename", one.file().getFileName().toString())
                .put("sizeBytes", Files.size(one.file()))
                .put("campaign", one.campaign());
        return api.ask(request("/api/workbooks/presign")
                .header("Idempotency-Key", once)
                .POST(BodyPublishers.ofString(announced.toString())));
    }

    private static byte[] part(Import one, JsonNode begun, int number) throws IOException {
        byte[] file = Files.readAllBytes(one.file());
        int size = begun.required("partSize").asInt();
        return Arrays.copyOfRange(file, (number - 1) * size, Math.min(file.length, number * size));
    }

    private void put(String url, byte[] part) throws IOException, InterruptedException {
        int status = api.send(HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofByteArray(part)))
                .statusCode();
        if (status != 200) {
            throw new IOException("The store answers " + status);
        }
    }

    /** Puts a file where it belongs in the bucket, unless it is there, and tells of it as MinIO does. */
    private UUID announced(Import one) throws IOException, InterruptedException {
        String object = merchant + "/" + one.campaign() + "/" + one.file().getFileName();
        Database database = new Database(cluster);
        try (S3Client store = cluster.s3()) {
            if (store.listObjectsV2(list -> list.bucket(Cluster.BUCKET).prefix(object))
                            .keyCount()
                    == 0) {
                store.putObject(put -> put.bucket(Cluster.BUCKET).key(object), one.file());
            }
        }
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ObjectNode s3 = event.putArray("Records")
                .addObject()
                .put("eventName", "s3:ObjectCreated:Put")
                .putObject("s3");
        s3.putObject("bucket").put("name", Cluster.BUCKET);
        s3.putObject("object").put("key", object);
        api.ask(api.request("/api/s3/events", Cluster.EVENTS_SECRET).POST(BodyPublishers.ofString(event.toString())));
        try {
            return UUID.fromString(database.column(
                            "SELECT j.id FROM jobs j JOIN workbooks w ON w.id = j.target WHERE w.object_key = ?",
                            object)
                    .get(0));
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Begins to send a file and gives up, for good. */
    void tearOff(Import one) throws InterruptedException {
        String once = "torn-" + UUID.randomUUID();
        try {
            switch (one.way()) {
                case UPLOAD -> upload(one, once).tearOff(2 / 3.0);
                case PARTS -> {
                    JsonNode begun = presign(one, once);
                    put(begun.at("/parts/0/url").asText(), part(one, begun, 1));
                }
                case BUCKET -> {}
            }
        } catch (IOException e) {
            // Torn off by the other end, or never begun.
        }
    }

    /** Asks to take an import back, until that is accepted; whoever did not hear that may so have made two undos. */
    void undo(UUID job) throws InterruptedException {
        api.again(
                "The undo of job " + job,
                () -> api.ask(request("/api/jobs/" + job + "/undo").POST(BodyPublishers.noBody())));
    }

    /** Asks that the merchant be told at this address, and gives the secret. */
    String webhook(String url) throws InterruptedException {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("label", "harness")
                .put("url", url)
                .toString();
        return api.again("The webhook", () -> api.ask(request("/api/webhooks").POST(BodyPublishers.ofString(body))))
                .required("secret")
                .asText();
    }

    /** Gives the CSV of a job's failed rows. */
    byte[] failedRows(UUID job) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                api.send(request("/api/jobs/" + job + "/errors").header("Accept", "text/csv"));
        if (answer.statusCode() != 200) {
            throw new IOException("The failed rows of job " + job + " were answered " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        return api.request(path, key);
    }

    private static UUID job(JsonNode accepted) {
        return UUID.fromString(accepted.required("jobId").asText());
    }
}
