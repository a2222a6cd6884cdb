package io.pledgeline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.WithRealServices;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is turned away, by which code, and that nothing stays of it. */
@WithRealServices
class UploadRefusalTest extends RunningIntake {

    private static final String TEXT = "Content-Type: text/csv\n";
    private static final String FORM = "Content-Type: multipart/form-data; boundary=b\n";
    private static final byte[] CSV = csv(100);
    private static final byte[] NOTHING = new byte[0];

    @AfterEach
    void nothingIsLeft() {
        assertNothingIsLeft();
    }

    @Test
    void aBodyOfUnknownLengthIsChunkedOrTurnedAway() throws Exception {
        assertProblem(begin("POST", upload(""), TEXT).answer(), 411, "LENGTH_REQUIRED");
        assertProblem(
                begin("PUT", "/api/workbooks/a.csv?campaign=" + campaign, "").answer(), 411, "LENGTH_REQUIRED");
    }

    @Test
    void anEmptyFileIsTurnedAway() throws Exception {
        assertProblem(post("", TEXT, NOTHING), 400, "EMPTY_FILE");
        RawRequest chunked = begin("POST", upload(""), TEXT + "Transfer-Encoding: chunked\n");
        assertProblem(chunked.chunk(NOTHING).answer(), 400, "EMPTY_FILE");
        assertProblem(post("", FORM, form("b", "name=\"file\"; filename=\"a.csv\"", NOTHING)), 400, "EMPTY_FILE");
    }

    @Test
    void whatIsNoTextIsTurnedAwayWhateverItIsCalled() throws Exception {
        byte[] random = new byte[100_000];
        new Random(42).nextBytes(random);
        byte[][] files = {
            random,
            join(HexFormat.of().parseHex("89504e470d0a1a0a"), CSV),
            join(HexFormat.of().parseHex("377abcaf271c"), CSV),
            join(HexFormat.of().parseHex("526172211a0700"), CSV),
            join(HexFormat.of().parseHex("d0cf11e0a1b11ae1"), CSV),
            join("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII), CSV),
            HexFormat.of().parseHex("00"),
        };
        for (byte[] file : files) {
            assertProblem(post("&filename=backers.csv", TEXT, file), 415, "UNSUPPORTED_TYPE");
            byte[] form = form("b", "name=\"file\"; filename=\"backers.csv\"", file);
            assertProblem(post("", FORM, form), 415, "UNSUPPORTED_TYPE");
        }
    }

    @Test
    void theRefusalSaysWhatTheFileIs() throws Exception {
        assertThat(detail(join(HexFormat.of().parseHex("d0cf11e0a1b11ae1"), CSV)))
                .isEqualTo(
                        "The file is an old or a protected Excel workbook; save it as XLSX without a password, or as CSV.");
        assertThat(detail("%PDF-1.7\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("The file is a PDF document, not a CSV.");
    }

    private String detail(byte[] file) throws Exception {
        return post("&filename=backers.csv", TEXT, file).json().get("detail").asText();
    }

    @Test
    void anImageIsTurnedAwayBeforeItHasArrived() throws Exception {
        RawRequest request = begin("POST", upload("&filename=a.csv"), TEXT + "Transfer-Encoding: chunked\n");
        request.chunk(join(HexFormat.of().parseHex("89504e470d0a1a0a"), csv(PART)));
        assertProblem(request.answer(), 415, "UNSUPPORTED_TYPE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-7z-compressed",
                "application/pdf",
                "image/png",
                "application/json",
                "application/vnd.oasis.opendocument.spreadsheet",
                "nonsense"
            })
    void otherTypesAreTurnedAwayUnread(String type) throws Exception {
        RawRequest request = begin("POST", upload(""), "Content-Type: " + type + "\nContent-Length: 1000000\n");
        assertProblem(request.answer(), 415, "UNSUPPORTED_TYPE");
    }

    @Test
    void whatCurlSendsByDefaultIsTurnedAwayWithTheHeaderToSet() throws Exception {
        RawRequest.Answer answer = post("", "Content-Type: application/x-www-form-urlencoded\n", CSV);
        assertProblem(answer, 415, "UNSUPPORTED_TYPE");
        assertThat(answer.json().get("detail").asText()).contains("Content-Type: text/csv");
    }

    @Test
    void aFileThatIsTooLargeIsTurnedAway() throws Exception {
        int tooMuch = (12 << 20) + 1;
        assertProblem(
                begin("POST", upload(""), TEXT + "Content-Length: " + tooMuch + "\n")
                        .answer(),
                413,
                "TOO_LARGE");
        RawRequest chunked = begin("POST", upload(""), TEXT + "Transfer-Encoding: chunked\n");
        assertProblem(chunked.chunk(csv(tooMuch)).chunk(NOTHING).answer(), 413, "TOO_LARGE");
    }

    @ParameterizedTest
    @CsvSource({
        "onError=, INVALID_PARAMETER",
        "maxErrors=many, INVALID_PARAMETER",
        "maxErrors=-1, INVALID_PARAMETER",
        "maxErrors=101%25, INVALID_PARAMETER",
        "maxErrors=%25, INVALID_PARAMETER",
        "corrects=me, INVALID_PARAMETER",
        "start=later, INVALID_PARAMETER",
        "mode=replace, INVALID_PARAMETER",
        "mode=, INVALID_PARAMETER",
        "onError=stop, INVALID_PARAMETER",
        "start=never, INVALID_PARAMETER",
        "platform=nobody, INVALID_PARAMETER",
        "campaign=Has%20Spaces, INVALID_PARAMETER",
        "campaign=, INVALID_PARAMETER",
        "campaign=-a, INVALID_PARAMETER",
        "color=red, INVALID_PARAMETER",
        "m%6Fde=insert, INVALID_PARAMETER",
        "Content-Type=text%2Fcsv, INVALID_PARAMETER",
        "Content-Length=x, INVALID_PARAMETER",
        "filename=%zz, INVALID_PARAMETER",
    })
    void optionsThatCannotBeHonouredAreTurnedAwayUnread(String option, String code) throws Exception {
        RawRequest request = begin("POST", upload("&" + option), TEXT + "Content-Length: 1000000\n");
        RawRequest.Answer answer = request.answer();
        assertProblem(answer, 400, code);
        assertThat(answer.json().get("detail").asText()).doesNotContain("red", "nobody", "Has");
    }

    @Test
    void aFormHasTheFileAndNothingElse() throws Exception {
        String other = "--b\r\nContent-Disposition: form-data; name=\"campaign\"\r\n\r\nspring\r\n";
        String file = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\na,b\r\n1,2\r\n";
        assertForm(FORM, other + file + "--b--\r\n", "INVALID_PARAMETER");
        assertForm(FORM, file + other + "--b--\r\n", "INVALID_PARAMETER");
        assertForm("Content-Type: multipart/form-data\n", file + "--b--\r\n", "INVALID_PARAMETER");
    }

    @Test
    void aBrokenFormIsTurnedAway() throws Exception {
        String file = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\na,b\r\n1,2\r\n";
        assertForm(FORM, file, "INCOMPLETE_BODY");
        assertForm(FORM, file + "--b", "INCOMPLETE_BODY");
        assertForm(FORM, file + "--bxx", "INCOMPLETE_BODY");
        assertForm(FORM, "--b\r\nContent-Disposition: form-data; na", "INCOMPLETE_BODY");
        assertForm(FORM, "no form at all", "INCOMPLETE_BODY");
        assertForm(FORM, "--other\r\n\r\na,b\r\n--other--\r\n", "INCOMPLETE_BODY");
        assertForm(FORM, "--b--\r\n", "INCOMPLETE_BODY");
        assertForm(FORM, "--b\r\nX: " + "y".repeat(20_000) + "\r\n\r\na,b\r\n--b--\r\n", "INCOMPLETE_BODY");
        assertForm(FORM, "--b\r\nContent-Type: text/csv\r\n\r\na,b\r\n--b--\r\n", "INVALID_PARAMETER");
    }

    @Test
    void aBrokenLengthIsTurnedAway() throws Exception {
        for (String length : new String[] {"abc", "-1", "99999999999999999999"}) {
            RawRequest.Answer answer = begin("POST", upload(""), TEXT + "Content-Length: " + length + "\n")
                    .answer();
            assertThat(answer.status()).as(length).isBetween(400, 413);
        }
    }

    @Test
    void aBrokenChunkIsTurnedAway() throws Exception {
        RawRequest request = begin("POST", upload(""), TEXT + "Transfer-Encoding: chunked\n");
        // Tomcat itself answers what it cannot read, without a body.
        assertThat(request.send("5\r\na,b\r\n\r\nzz\r\n").answer().status()).isEqualTo(400);
    }

    @Test
    void nobodyIsToldToGoOnWhenTheRequestIsTurnedAwayAnyway() throws Exception {
        String expect = "Expect: 100-continue\nContent-Length: 1000\n";
        assertUnread(beginAs("Authorization: Bearer wrong\n", "POST", upload(""), TEXT + expect), 401);
        assertUnread(beginAs("", "PUT", "/api/workbooks/a.csv", expect), 401);
        assertUnread(begin("POST", upload(""), "Content-Type: image/png\n" + expect), 415);
        assertUnread(begin("POST", upload("&onError=stop"), TEXT + expect), 400);
        assertUnread(begin("POST", upload(""), TEXT + "Expect: 100-continue\nContent-Length: 99999999999\n"), 413);
    }

    @Test
    void aWrongKeyEndsALargeUploadAtOnce() throws Exception {
        RawRequest known =
                beginAs("Authorization: Bearer wrong\n", "POST", upload(""), TEXT + "Content-Length: 10000000\n");
        assertProblem(known.answer(), 401, "UNAUTHORIZED");
        RawRequest chunked =
                beginAs("Authorization: Bearer wrong\n", "POST", upload(""), TEXT + "Transfer-Encoding: chunked\n");
        assertProblem(chunked.answer(), 401, "UNAUTHORIZED");
    }

    @Test
    void aKeyWithoutTheScopeUploadMayNotUpload() throws Exception {
        String read = newKey("read");
        assertProblem(
                beginAs(read, "POST", upload(""), TEXT + "Content-Length: 10000000\n")
                        .answer(),
                403,
                "FORBIDDEN");
        assertProblem(
                beginAs(read, "PUT", "/api/workbooks/a.csv", TEXT + "Content-Length: 100\n")
                        .answer(),
                403,
                "FORBIDDEN");
    }

    @Test
    void otherMethodsAndPathsAreNotUploads() throws Exception {
        assertProblem(begin("PATCH", "/api/workbooks/a.csv", "").answer(), 405, "METHOD_NOT_ALLOWED");
        assertProblem(
                begin("PUT", "/api/workbooks/a/b.csv", "Content-Length: 0\n").answer(), 404, "NOT_FOUND");
    }

    private String newKey(String scope) throws Exception {
        byte[] wish = ("{\"label\":\"t\",\"scopes\":[\"" + scope + "\"]}").getBytes(StandardCharsets.UTF_8);
        RawRequest request =
                begin("POST", "/api/keys", "Content-Type: application/json\nContent-Length: " + wish.length + "\n");
        return "Authorization: Bearer "
                + request.send(wish).answer().json().get("key").asText() + "\n";
    }

    private void assertForm(String type, String body, String code) throws Exception {
        assertProblem(post("", type, body.getBytes(StandardCharsets.UTF_8)), 400, code);
    }

    private static void assertUnread(RawRequest request, int status) throws Exception {
        RawRequest.Answer answer = request.answer();
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.continued()).isFalse();
    }
}
