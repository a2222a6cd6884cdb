package io.pledgeline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.WithRealServices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a file may come, and what stands afterwards. */
@WithRealServices
class UploadTest extends RunningIntake {

    private static final byte[] CSV = "name,price\nÄpfel,1\n".getBytes(StandardCharsets.UTF_8);

    @Test
    void aRawBodyIsNamedByTheQuery() throws Exception {
        assertStored(post("&filename=my%20backers.csv", "Content-Type: text/csv\n", CSV), "my backers.csv", CSV);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "attachment; filename=plain.csv | plain.csv",
                "attachment; filename=\"quoted name; 1.csv\" | quoted name; 1.csv",
                "attachment; filename=\"a \\\"b\\\".csv\" | a \"b\".csv",
                "attachment; filename=\"x.csv\"; filename*=UTF-8''%C3%84pfel%20%2B%201.csv | Äpfel + 1.csv",
                "attachment; filename*=utf-8'de'%C3%84.csv | Ä.csv",
                "attachment; filename=\"../../etc/passwd.csv\" | passwd.csv",
                "attachment; filename=\"Äpfel.csv\" | Äpfel.csv",
                "attachment | upload.csv",
            })
    void aRawBodyIsNamedByItsDisposition(String disposition, String name) throws Exception {
        assertStored(post("", "Content-Type: text/csv\nContent-Disposition: " + disposition + "\n", CSV), name, CSV);
    }

    @Test
    void aFormBringsItsFileAndItsName() throws Exception {
        for (String name : new String[] {"backers.csv", "Bäcker & Söhne.csv", "数据.csv"}) {
            byte[] form = form("----b0undary", "name=\"file\"; filename=\"" + name + "\"", CSV);
            assertStored(post("", "Content-Type: multipart/form-data; boundary=----b0undary\n", form), name, CSV);
        }
    }

    @Test
    void aFormMayBeChunkedAndLargerThanAPart() throws Exception {
        byte[] file = csv(PART + 1000);
        byte[] form = form("b", "name=file; filename=large.csv", file);
        RawRequest request = begin(
                "POST", upload(""), "Content-Type: multipart/form-data; boundary=\"b\"\nTransfer-Encoding: chunked\n");
        assertStored(request.chunk(form).chunk(new byte[0]).answer(), "large.csv", file);
    }

    @ParameterizedTest
    @CsvSource({
        "backers.csv, backers.csv",
        "my%20backers%20(1).csv, my backers (1).csv",
        "%C3%84pfel.csv, Äpfel.csv",
        "%E6%95%B0%E6%8D%AE.csv, 数据.csv",
        "50%25%20off.csv, 50% off.csv",
        "a+b.csv, a+b.csv",
        "noextension, noextension",
        "upload, upload",
    })
    void aFileIsPutUnderItsName(String path, String name) throws Exception {
        RawRequest request = begin(
                "PUT",
                "/api/workbooks/" + path + "?campaign=" + campaign,
                "Expect: 100-continue\nContent-Length: " + CSV.length + "\n");
        assertThat(request.interim()).startsWith("HTTP/1.1 100");
        assertStored(request.send(CSV).answer(), name, CSV);
    }

    @Test
    void aChunkedBodyWithoutATypeIsTaken() throws Exception {
        RawRequest request = begin("PUT", "/api/workbooks/a.csv?campaign=" + campaign, "Transfer-Encoding: chunked\n");
        assertStored(request.chunk(CSV).chunk(CSV).chunk(new byte[0]).answer(), "a.csv", join(CSV, CSV));
    }

    @Test
    void aFileOfExactlyOnePartAndOneOfTwoAreWhole() throws Exception {
        for (int size : new int[] {PART, 2 * PART, 2 * PART + 1}) {
            byte[] file = csv(size);
            assertStored(post("&filename=parts.csv", "Content-Type: text/csv\n", file), "parts.csv", file);
        }
        assertThat(openMultipartUploads()).isEmpty();
    }

    @Test
    void theCampaignAndThePlatformAreTheAskedOnes() throws Exception {
        RawRequest.Answer answer =
                post("&platform=kickstarter&mode=upsert&onError=skip&start=auto", "Content-Type: text/csv\n", CSV);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(database.sql("SELECT platform FROM csv_uploads WHERE id = ?::uuid")
                        .param(answer.json().get("jobId").asText())
                        .query(String.class)
                        .single())
                .isEqualTo("kickstarter");
        assertThat(workbooks()).hasSize(1);
    }

    @Test
    void headersDoNotStandForTheQuery() throws Exception {
        RawRequest.Answer answer =
                post("", "Content-Type: text/csv\nmode: insert\nplatform: none\nmaxErrors: 3\n", CSV);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    }

    private void assertStored(RawRequest.Answer answer, String filename, byte[] bytes) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.headers().get("Content-Type")).startsWith("application/json");
        assertThat(answer.json().properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("workbookId", "jobId", "status");
        assertThat(answer.json().get("status").asText()).isEqualTo("PENDING");
        String job = answer.json().get("jobId").asText();
        assertThat(answer.headers()).containsEntry("Location", "/api/jobs/" + job);
        String id = answer.json().get("workbookId").asText();
        assertThat(stored(id)).isEqualTo(bytes);
        Map<String, Object> workbook = workbook(id);
        assertThat(workbook)
                .containsEntry("state", "RECEIVED")
                .containsEntry("filename", filename)
                .containsEntry("size_bytes", (long) bytes.length);
        assertThat((String) workbook.get("etag")).isNotBlank();
        assertThat(database.sql("SELECT target FROM jobs WHERE id = ?::uuid AND kind = 'IMPORT'")
                        .param(job)
                        .query(UUID.class)
                        .single())
                .hasToString(id);
    }
}
