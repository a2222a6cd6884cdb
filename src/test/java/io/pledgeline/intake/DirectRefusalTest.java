package io.pledgeline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which direct uploads are turned away, at their beginning or their end, and by which code. */
class DirectRefusalTest extends RunningDirect {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sizeBytes | \"a lot\"",
                "sizeBytes | \"100\"",
                "sizeBytes | 1.5",
                "sizeBytes | -1",
                "sizeBytes | null",
                "filename | [\"a.csv\"]",
                "filename | 1.5",
                "contentType | \"multipart/form-data; boundary=b\"",
                "campaign | \"Moon Gate\"",
                "platform | \"etsy\"",
                "mode | \"replace\"",
                "onError | \"stop\"",
                "maxErrors | \"101%\"",
                "maxErrors | true",
                "start | \"later\"",
                "sheet | \"\"",
                "sheet | \"a\\u0000b\"",
                "corrects | \"17\"",
                "parts | 3",
            })
    void aFieldOfTheWrongFormIsNamed(String field, String value) throws Exception {
        ObjectNode announcement = announcement(100);
        announcement.set(field, JSON.readTree(value));
        RawRequest.Answer answer = presign(announcement, "");
        assertProblem(answer, 400, "INVALID_PARAMETER");
        assertThat(answer.json().get("detail").asText()).startsWith(field + ": ");
        assertThat(workbooks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"a.csv\"", "{\"sizeBytes\":", "null"})
    void aBodyThatIsNoObjectIsMalformed(String body) throws Exception {
        assertProblem(call("POST", "/api/workbooks/presign", body, ""), 400, "MALFORMED_JSON");
    }

    @Test
    void whatCouldNotBeTakenIsTurnedAwayBeforeItIsSent() throws Exception {
        assertProblem(presign(announcement(0), ""), 400, "EMPTY_FILE");
        assertProblem(presign(announcement((12 << 20) + 1), ""), 413, "TOO_LARGE");
        assertProblem(
                presign(announcement(1).set("sizeBytes", JSON.readTree("99999999999999999999999")), ""),
                413,
                "TOO_LARGE");
        assertProblem(presign(announcement(100).put("contentType", "image/png"), ""), 415, "UNSUPPORTED_TYPE");
        assertProblem(
                presign(announcement(100).put("corrects", UUID.randomUUID().toString()), ""), 404, "NOT_FOUND");
        assertProblem(
                presign(announcement(100), "Idempotency-Key: " + "k".repeat(256) + "\n"), 400, "INVALID_PARAMETER");
        assertThat(workbooks()).isEmpty();
        assertThat(openMultipartUploads()).isEmpty();
    }

    @Test
    void aMerchantHasSoManyOpenAtOnceAndStreamsBesides() throws Exception {
        String key = merchant();
        String first = "";
        for (int i = 0; i < 40; i++) {
            RawRequest.Answer answer = callAs(
                    key, "POST", "/api/workbooks/presign", announcement(100).toString(), "");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            first = id(answer.json());
        }
        RawRequest.Answer refused =
                callAs(key, "POST", "/api/workbooks/presign", announcement(100).toString(), "");
        assertProblem(refused, 429, "TOO_MANY_UPLOADS");
        assertThat(refused.headers()).containsKey("Retry-After");
        byte[] file = csv(100);
        assertThat(beginAs(key, "POST", upload(""), "Content-Type: text/csv\nContent-Length: 100\n")
                        .send(file)
                        .answer()
                        .status())
                .isEqualTo(202);
        callAs(key, "DELETE", "/api/workbooks/" + first + "/presign", "", "");
        assertThat(callAs(
                                key,
                                "POST",
                                "/api/workbooks/presign",
                                announcement(100).toString(),
                                "")
                        .status())
                .isEqualTo(200);
        for (String workbook : workbooks()) {
            callAs(key, "DELETE", "/api/workbooks/" + workbook + "/presign", "", "");
        }
    }

    @Test
    void anotherMerchantsUploadIsNotThere() throws Exception {
        String id = id(begun(100));
        String stranger = merchant();
        String path = "/api/workbooks/" + id;
        assertProblem(callAs(stranger, "POST", path + "/presign", "{\"parts\":[1]}", ""), 404, "NOT_FOUND");
        assertProblem(callAs(stranger, "GET", path + "/parts", "", ""), 404, "NOT_FOUND");
        assertProblem(callAs(stranger, "POST", path + "/complete", "", ""), 404, "NOT_FOUND");
        assertProblem(callAs(stranger, "DELETE", path + "/presign", "", ""), 404, "NOT_FOUND");
        assertThat(parts(id).status()).isEqualTo(200);
        complete(arrived(csv(100)));
        String received = workbooks().stream()
                .filter(other -> !other.equals(id))
                .findAny()
                .orElseThrow();
        assertProblem(callAs(stranger, "POST", "/api/workbooks/" + received + "/complete", "", ""), 404, "NOT_FOUND");
    }

    @Test
    void anUploadThatComesThroughTheApplicationIsNoDirectOne() throws Exception {
        String streamed = post("", "Content-Type: text/csv\n", csv(100))
                .json()
                .get("workbookId")
                .asText();
        assertProblem(parts(streamed), 404, "NOT_FOUND");
        assertProblem(complete(streamed), 404, "NOT_FOUND");
        assertProblem(abandon(streamed), 404, "NOT_FOUND");
        assertProblem(parts("17"), 400, "INVALID_PARAMETER");
        assertProblem(complete("17"), 400, "INVALID_PARAMETER");
        assertProblem(abandon("17"), 400, "INVALID_PARAMETER");
        assertProblem(resign("17", 1), 400, "INVALID_PARAMETER");
    }

    @Test
    void theScopeUploadIsEnoughForAllOfItAndReadForNone() throws Exception {
        String upload = keyWith("upload");
        String read = keyWith("read");
        String announcement = announcement(100).toString();
        assertProblem(callAs(read, "POST", "/api/workbooks/presign", announcement, ""), 403, "FORBIDDEN");
        String id = id(callAs(upload, "POST", "/api/workbooks/presign", announcement, "")
                .json());
        String path = "/api/workbooks/" + id;
        assertProblem(callAs(read, "GET", path + "/parts", "", ""), 403, "FORBIDDEN");
        assertProblem(callAs(read, "POST", path + "/presign", "{\"parts\":[1]}", ""), 403, "FORBIDDEN");
        assertProblem(callAs(read, "POST", path + "/complete", "", ""), 403, "FORBIDDEN");
        assertProblem(callAs(read, "DELETE", path + "/presign", "", ""), 403, "FORBIDDEN");
        assertProblem(callAs("", "DELETE", path + "/presign", "", ""), 401, "UNAUTHORIZED");
        assertThat(callAs(upload, "GET", path + "/parts", "", "").status()).isEqualTo(200);
        assertThat(callAs(upload, "POST", path + "/presign", "{\"parts\":[1]}", "")
                        .status())
                .isEqualTo(200);
        assertProblem(callAs(upload, "POST", path + "/complete", "", ""), 409, "PARTS_MISSING");
        assertThat(callAs(upload, "DELETE", path + "/presign", "", "").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"parts\":[]}",
                "{\"parts\":1}",
                "{\"parts\":[0]}",
                "{\"parts\":[4]}",
                "{\"parts\":[1.5]}",
                "{\"parts\":[\"1\"]}",
                "{\"parts\":[99999999999]}",
                "{\"parts\":[null]}",
                "{\"numbers\":[1]}"
            })
    void onlyPartsThatThereAreAreSignedAgain(String body) throws Exception {
        String id = id(begun(FILE.length));
        assertProblem(call("POST", "/api/workbooks/" + id + "/presign", body, ""), 400, "INVALID_PARAMETER");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"parts\":{}}",
                "{\"parts\":[1]}",
                "{\"parts\":[{\"number\":1}]}",
                "{\"parts\":[{\"number\":1,\"etag\":1}]}",
                "{\"parts\":[{\"number\":\"1\",\"etag\":\"a\"}]}",
                "{\"parts\":[{\"number\":4,\"etag\":\"a\"}]}",
                "{\"parts\":[{\"number\":1,\"etag\":\"a\"},{\"number\":1,\"etag\":\"a\"}]}",
                "{\"parts\":[{\"number\":1,\"etag\":\"a\",\"size\":1}]}",
                "{\"etags\":[]}"
            })
    void tagsHaveTheirForm(String body) throws Exception {
        RawRequest.Answer answer = complete(id(begun(FILE.length)), body);
        assertProblem(answer, 400, "INVALID_PARAMETER");
    }

    @Test
    void partsThatAreMissingAreNamed() throws Exception {
        JsonNode begun = begun(FILE.length);
        RawRequest.Answer none = complete(id(begun));
        assertProblem(none, 409, "PARTS_MISSING");
        assertThat(none.json().get("detail").asText()).endsWith(": 1, 2, 3.");
        arrive(begun, FILE, 2);
        RawRequest.Answer some = complete(id(begun));
        assertProblem(some, 409, "PARTS_MISSING");
        assertThat(some.json().get("detail").asText()).endsWith(": 1, 3.");
        arrive(begun, FILE, 1);
        arrive(begun, FILE, 3);
        assertThat(complete(id(begun)).status()).isEqualTo(202);
    }

    @Test
    void aPartOfAnotherTagOrSizeIsNamedAndMayBePutAgain() throws Exception {
        JsonNode begun = begun(FILE.length);
        arriveAll(begun, FILE);
        String former = arrive(begun, FILE, 1);
        byte[] other = part(FILE, 1);
        other[0] = 'x';
        assertThat(put(url(begun, 1), other).statusCode()).isEqualTo(200);
        RawRequest.Answer changed = complete(id(begun), etags(1, former));
        assertProblem(changed, 422, "ETAG_MISMATCH");
        assertThat(changed.json().get("detail").asText()).endsWith(": 1.");

        // Not by an address of ours, which the store holds to the size.
        String key = String.valueOf(workbook(id(begun)).get("object_key"));
        s3.uploadPart(
                request -> request.bucket(bucket)
                        .key(key)
                        .uploadId(begun.get("uploadId").asText())
                        .partNumber(3),
                software.amazon.awssdk.core.sync.RequestBody.fromBytes(csv(999)));
        RawRequest.Answer shorter = complete(id(begun));
        assertProblem(shorter, 422, "SIZE_MISMATCH");
        assertThat(shorter.json().get("detail").asText()).endsWith(": 3.");

        arrive(begun, FILE, 1);
        arrive(begun, FILE, 3);
        assertThat(complete(id(begun), etags(1, former)).status()).isEqualTo(202);
        assertThat(stored(id(begun))).isEqualTo(FILE);
    }

    @Test
    void aFileThatIsNoTableIsRemovedWhenItIsComplete() throws Exception {
        byte[] picture = Arrays.copyOf(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, PART + 10);
        String workbook = arrived(picture);
        assertProblem(complete(workbook), 415, "UNSUPPORTED_TYPE");
        assertNothingIsLeft();
        assertProblem(complete(workbook), 404, "NOT_FOUND");
    }

    private String merchant() throws IOException {
        RawRequest.Answer made = call("POST", "/api/merchants", "{\"name\":\"Direct Games\"}", "");
        return "Authorization: Bearer " + made.json().at("/key/key").asText() + "\n";
    }

    private String keyWith(String scope) throws IOException {
        String body = "{\"label\":\"direct\",\"scopes\":[\"" + scope + "\"]}";
        return "Authorization: Bearer "
                + call("POST", "/api/keys", body, "").json().get("key").asText() + "\n";
    }
}
