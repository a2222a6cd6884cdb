package io.pledgeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class JobErrorsTest extends RunningJobs {

    @Test
    void errorsAreListedPageByPageWithTheirCells() throws Exception {
        String key = newKey();
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 1; i <= 210; i++) {
            text.append(i % 50 == 0 ? row(i, "wrong" + i, "") : row(i));
        }
        String id = upload(key, "filename=a.csv", text.toString());
        awaitStatus(key, id, "COMPLETED");

        List<JsonNode> errors = pages(key, "/api/jobs/" + id + "/errors?limit=1");
        assertThat(errors).extracting(error -> error.get("row").asInt()).containsExactly(51, 101, 151, 201);
        assertThat(errors).isEqualTo(pages(key, "/api/jobs/" + id + "/errors?limit=3"));
        JsonNode first = errors.get(0);
        assertThat(first.properties())
                .extracting(field -> field.getKey())
                .containsExactly("row", "column", "value", "code", "message");
        assertThat(first.get("column").asText()).isEqualTo("Email");
        assertThat(first.get("value").asText()).isEqualTo("wrong50");
        assertThat(first.get("code").asText()).isEqualTo("INVALID_EMAIL");
    }

    @Test
    void eachRowOfAFailedChunkIsListed() throws Exception {
        String key = newKey();
        String id = upload(key, "filename=a.csv", file(102));
        awaitStatus(key, id, "COMPLETED");
        failChunk(id, 2);

        List<JsonNode> errors = pages(key, "/api/jobs/" + id + "/errors?limit=1");
        assertThat(errors).extracting(error -> error.get("row").asInt()).containsExactly(102, 103);
        assertThat(errors.get(0).get("code").asText()).isEqualTo("CHUNK_FAILED");
        assertThat(errors.get(0).get("message").asText()).isEqualTo("The disk was full.");
        assertThat(errors.get(0).get("column").isNull()).isTrue();
        assertThat(csv(key, id)).extracting(row -> row.get(3)).containsExactly("Backer Id", "101", "102");
    }

    @Test
    void failedRowsComeBackAsTheyWere() throws Exception {
        String key = newKey();
        String awkward = "\"He said \"\"no, thanks\"\",\r\nand left; \u00e4\u20ac\"";
        String binary = "a\u0000b\u00ff\u00fe\u00c3\u00a4";
        String text = HEADER + row(1) + row(2, "not an address", awkward) + row(3);
        byte[] head = text.getBytes(StandardCharsets.UTF_8);
        byte[] tail = row(4, "d@example.org", binary).getBytes(StandardCharsets.ISO_8859_1);
        byte[] bytes = new byte[head.length + tail.length];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(tail, 0, bytes, head.length, tail.length);
        String id = upload(key, "filename=b%C3%A4ck%22er.csv", bytes);
        awaitStatus(key, id, "COMPLETED");

        HttpResponse<byte[]> answer =
                get(key, "/api/jobs/" + id + "/errors", "text/csv", HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/csv");
        assertThat(answer.headers().firstValue("content-disposition").orElse(""))
                .startsWith("attachment; filename=")
                .contains("filename*=UTF-8''b%C3%A4ck%22er-errors.csv");
        List<CSVRecord> rows = parse(answer.body());
        assertThat(rows.get(0).values()).startsWith("_file", "_row", "_errors", "Backer Id", "Backer Name");
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1).values()).startsWith("b\u00c3\u00a4ck\"er.csv", "3");
        assertThat(rows.get(1).get(2)).startsWith("Email: ").endsWith(" [INVALID_EMAIL]");
        assertThat(utf8(rows.get(1).get(13))).isEqualTo("He said \"no, thanks\",\r\nand left; \u00e4\u20ac");
        assertThat(rows.get(1).get(10)).isEqualTo("2014/05/01, 08:00");
        assertThat(rows.get(2).get(1)).isEqualTo("5");
        assertThat(rows.get(2).get(2)).contains("[INVALID_CHARACTER]");
        assertThat(rows.get(2).get(13)).isEqualTo(binary);

        JsonNode shown = pages(key, "/api/jobs/" + id + "/errors?limit=200").get(1);
        assertThat(shown.get("value").asText()).contains("\uFFFD").doesNotContain("\uDCFF");
    }

    @Test
    void withoutFailedRowsThereIsOnlyTheHeader() throws Exception {
        String key = newKey();
        String id = upload(key, "filename=a.csv", file(1));
        awaitStatus(key, id, "COMPLETED");
        assertThat(csv(key, id)).hasSize(1);
        assertThat(pages(key, "/api/jobs/" + id + "/errors?limit=1")).isEmpty();
    }

    @Test
    void errorsAreCountedByCodeAndColumn() throws Exception {
        String key = newKey();
        String id = upload(key, "filename=a.csv", mixed());
        awaitStatus(key, id, "COMPLETED");
        JsonNode groups = tree(call(key, "GET", "/api/jobs/" + id + "/errors/groups", null));
        assertThat(groups.get("items"))
                .extracting(group -> group.get("code").asText() + " "
                        + group.get("column").asText() + " " + group.get("count") + " " + group.get("firstRow"))
                .containsExactly("INVALID_EMAIL Email 30 6", "INVALID_CHARACTER Notes 1 12");
        assertThat(groups.at("/items/0/example").toString())
                .contains("\"row\":6,\"value\":\"Wrong5\"")
                .contains("message");
        assertThat(groups.at("/items/1/example/value").asText()).contains("\uFFFD");
        assertThat(groups.get("total").asInt()).isEqualTo(31);
        assertThat(groups.get("rows").asInt()).isEqualTo(31);

        failChunk(id, 2);
        groups = tree(call(key, "GET", "/api/jobs/" + id + "/errors/groups", null));
        assertThat(groups.at("/items/0/code").asText()).isEqualTo("CHUNK_FAILED");
        assertThat(groups.at("/items/0/column").isNull()).isTrue();
        assertThat(groups.at("/items/0/count").asInt()).isEqualTo(50);
        assertThat(groups.get("total").asInt())
                .isEqualTo(pages(key, "/api/jobs/" + id + "/errors?limit=200").size());
        assertThat(pages(key, "/api/jobs/" + id + "/errors?limit=33&column=")).hasSize(50);
        assertThat(pages(key, "/api/jobs/" + id + "/errors?limit=33&code=CHUNK_FAILED"))
                .hasSize(50);
        assertThat(call(newKey(), "GET", "/api/jobs/" + id + "/errors/groups", null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aGroupOrWordsAreReadPageByPageWithoutGaps() throws Exception {
        String key = newKey();
        String id = upload(key, "filename=a.csv", mixed());
        awaitStatus(key, id, "COMPLETED");
        String path = "/api/jobs/" + id + "/errors?";
        for (int limit : new int[] {1, 7, 200}) {
            assertThat(pages(key, path + "limit=" + limit + "&code=INVALID_EMAIL&column=Email"))
                    .hasSize(30)
                    .extracting(error -> error.get("row").asInt())
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(pages(key, path + "limit=" + limit + "&code=INVALID_CHARACTER"))
                    .hasSize(1);
            assertThat(pages(key, path + "limit=" + limit + "&q=wRONG10"))
                    .extracting(error -> error.get("value").asText())
                    .containsExactly("Wrong10", "Wrong100", "Wrong105");
        }
        assertThat(pages(key, path + "q=141"))
                .extracting(error -> error.get("row").asInt())
                .containsExactly(141);
        assertThat(pages(key, path + "q=e-mail")).hasSize(30);
        assertThat(pages(key, path + "code=NO_SUCH_CODE")).isEmpty();
        assertThat(pages(key, path + "column=")).isEmpty();
        assertThat(pages(key, path + "q=%25")).isEmpty();
    }

    @Test
    void anErrorIsShownAmongTheCellsOfItsRow() throws Exception {
        String key = newKey();
        String id = upload(key, "filename=a.csv", mixed());
        awaitStatus(key, id, "COMPLETED");
        String path = "/api/jobs/" + id + "/errors?limit=200&context=true";
        List<JsonNode> errors = pages(key, path);
        assertThat(errors.get(0).get("cells")).hasSize(11);
        assertThat(errors.get(0).at("/cells/1").toString())
                .isEqualTo("{\"header\":\"Backer Name\",\"value\":\"Backer 5\"}");
        assertThat(errors.get(0).at("/cells/2/value").asText()).isEqualTo("Wrong5");
        assertThat(errors.get(30).at("/cells/0/value").asText()).isEqualTo("150");
        JsonNode undecodable = pages(key, path + "&code=INVALID_CHARACTER").get(0);
        assertThat(undecodable.at("/cells/10/value").asText())
                .contains("\uFFFD")
                .doesNotContain("\uDCFF");

        database.sql("UPDATE csv_upload_chunks SET data = NULL WHERE upload_id = ?")
                .param(UUID.fromString(id))
                .update();
        assertThat(pages(key, path).get(0).get("cells").isNull()).isTrue();
    }

    @Test
    void aLinkDownloadsTheFailedRows() throws Exception {
        String key = newKey();
        String id = upload(key, "filename=a.csv", mixed());
        awaitStatus(key, id, "COMPLETED");
        String path = "/api/jobs/" + id + "/errors?download=";
        HttpResponse<byte[]> answer = get(key, path + "csv", "text/html", HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("content-disposition").orElse(""))
                .startsWith("attachment;");
        assertThat(parse(answer.body())).hasSize(32);
        assertThat(call(key, "GET", path + "pdf", null).statusCode()).isEqualTo(400);
    }

    /** Of 150 rows each fifth has a bad address, and the eleventh bytes that are no text. */
    private static byte[] mixed() {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 1; i <= 150; i++) {
            text.append(
                    i % 5 == 0 ? row(i, "Wrong" + i, "") : row(i, "b" + i + "@example.org", i == 11 ? "\u00ff" : ""));
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private List<CSVRecord> csv(String key, String id) throws Exception {
        return parse(get(key, "/api/jobs/" + id + "/errors", "text/csv", HttpResponse.BodyHandlers.ofByteArray())
                .body());
    }

    /** Bytes as characters, so that every one can be compared. */
    private static List<CSVRecord> parse(byte[] bytes) throws Exception {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return CSVFormat.RFC4180.parse(new StringReader(text)).getRecords();
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
