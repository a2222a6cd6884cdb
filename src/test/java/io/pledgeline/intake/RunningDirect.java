package io.pledgeline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pledgeline.WithRealServices;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.springframework.test.context.TestPropertySource;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** The application as senders of direct uploads meet it, which put their parts into the real object store themselves. */
@WithRealServices
@TestPropertySource(properties = {"intake.merchant-direct=40", "intake.direct-lease=10m"})
abstract class RunningDirect extends RunningIntake {

    static final ObjectMapper JSON = new ObjectMapper();
    /** Three parts, the last a short one. */
    static final byte[] FILE = csv(2 * PART + 1000);

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void abandonAll() throws IOException {
        for (String workbook : workbooks()) {
            if (workbook(workbook).get("state").equals("RECEIVING")) {
                abandon(workbook);
            }
        }
    }

    /** Calls an operation with a JSON body, or with none. */
    RawRequest.Answer call(String method, String path, String body, String headers) throws IOException {
        return callAs(KEY, method, path, body, headers);
    }

    RawRequest.Answer callAs(String key, String method, String path, String body, String headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return beginAs(
                        key,
                        method,
                        path,
                        headers + "Content-Type: application/json\nContent-Length: " + bytes.length + "\n")
                .send(bytes)
                .answer();
    }

    /** What announces a file of this size for this test's campaign. */
    ObjectNode announcement(long size) {
        return JSON.createObjectNode()
                .put("filename", "backers.csv")
                .put("sizeBytes", size)
                .put("contentType", "text/csv")
                .put("campaign", campaign);
    }

    RawRequest.Answer presign(ObjectNode announcement, String headers) throws IOException {
        return call("POST", "/api/workbooks/presign", announcement.toString(), headers);
    }

    /** The answer to an announcement that is taken. */
    JsonNode begun(ObjectNode announcement, String headers) throws IOException {
        RawRequest.Answer answer = presign(announcement, headers);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    JsonNode begun(long size) throws IOException {
        return begun(announcement(size), "");
    }

    static String id(JsonNode begun) {
        return begun.get("workbookId").asText();
    }

    static String url(JsonNode signed, int number) {
        for (JsonNode part : signed.get("parts")) {
            if (part.get("number").asInt() == number) {
                return part.get("url").asText();
            }
        }
        throw new AssertionError("There is no part " + number);
    }

    static byte[] part(byte[] file, int number) {
        return Arrays.copyOfRange(file, (number - 1) * PART, Math.min(file.length, number * PART));
    }

    HttpResponse<String> put(String url, byte[] bytes) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The status with which the store answers the head of a request for a part, before it has read a byte of it. */
    int answerToHead(String url, long length) throws IOException {
        URI address = URI.create(url);
        String head = "PUT " + address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery())
                + " HTTP/1.1\nHost: " + address.getAuthority() + "\nContent-Length: " + length + "\n";
        try (RawRequest request = new RawRequest(address.getPort(), head)) {
            return request.answer().status();
        }
    }

    /** Puts a part of a file and answers its tag. */
    String arrive(JsonNode signed, byte[] file, int number) throws IOException, InterruptedException {
        HttpResponse<String> answer = put(url(signed, number), part(file, number));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    void arriveAll(JsonNode signed, byte[] file) throws IOException, InterruptedException {
        for (int number = 1; number <= signed.get("parts").size(); number++) {
            arrive(signed, file, number);
        }
    }

    /** An upload all of whose parts have arrived. */
    String arrived(byte[] file) throws IOException, InterruptedException {
        JsonNode begun = begun(file.length);
        arriveAll(begun, file);
        return id(begun);
    }

    RawRequest.Answer complete(String workbook) throws IOException {
        return complete(workbook, "");
    }

    RawRequest.Answer complete(String workbook, String body) throws IOException {
        return call("POST", "/api/workbooks/" + workbook + "/complete", body, "");
    }

    RawRequest.Answer parts(String workbook) throws IOException {
        return call("GET", "/api/workbooks/" + workbook + "/parts", "", "");
    }

    RawRequest.Answer resign(String workbook, int... numbers) throws IOException {
        ArrayNode named = JSON.createArrayNode();
        Arrays.stream(numbers).forEach(named::add);
        String body = JSON.createObjectNode().set("parts", named).toString();
        return call("POST", "/api/workbooks/" + workbook + "/presign", body, "");
    }

    RawRequest.Answer abandon(String workbook) throws IOException {
        return call("DELETE", "/api/workbooks/" + workbook + "/presign", "", "");
    }

    static List<Integer> numbers(JsonNode parts) {
        return parts.get("parts").findValues("number").stream()
                .map(JsonNode::asInt)
                .toList();
    }

    static String etags(Object... numbersAndTags) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode parts = body.putArray("parts");
        for (int i = 0; i < numbersAndTags.length; i += 2) {
            parts.addObject().put("number", (Integer) numbersAndTags[i]).put("etag", (String) numbersAndTags[i + 1]);
        }
        return body.toString();
    }

    /** As a process does that dies right after it. */
    void completeInTheStoreOnly(String workbook) {
        String key = String.valueOf(workbook(workbook).get("object_key"));
        String upload = String.valueOf(workbook(workbook).get("multipart_id"));
        var parts = s3.listParts(request -> request.bucket(bucket).key(key).uploadId(upload)).parts().stream()
                .map(part -> CompletedPart.builder()
                        .partNumber(part.partNumber())
                        .eTag(part.eTag())
                        .build())
                .toList();
        s3.completeMultipartUpload(
                request -> request.bucket(bucket).key(key).uploadId(upload).multipartUpload(all -> all.parts(parts)));
    }
}
