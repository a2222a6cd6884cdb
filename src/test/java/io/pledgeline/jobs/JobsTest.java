package io.pledgeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobsTest extends RunningJobs {

    @Test
    void theDocumentOfAnImportHasExactlyTheFieldsOfTheContract() throws Exception {
        String key = newKey();
        String text = file(211) + row(212, "not an address", "");
        String id = upload(key, "filename=backers.csv&campaign=spring", text);
        JsonNode job = awaitStatus(key, id, "COMPLETED");
        assertThat(names(job))
                .containsExactly(
                        "id",
                        "kind",
                        "status",
                        "phase",
                        "workbook",
                        "campaign",
                        "platform",
                        "warnings",
                        "progress",
                        "results",
                        "createdAt",
                        "startedAt",
                        "finishedAt",
                        "error");
        assertThat(names(job.get("workbook"))).containsExactly("id", "filename", "sizeBytes");
        assertThat(names(job.get("progress")))
                .containsExactly(
                        "percent",
                        "bytesRead",
                        "bytesTotal",
                        "rowsTotal",
                        "rowsProcessed",
                        "chunksTotal",
                        "chunksCompleted",
                        "chunksFailed",
                        "rowsPerSecond",
                        "etaSeconds");
        assertThat(names(job.get("results")))
                .contains(
                        "rowsImported",
                        "rowsFailed",
                        "rowsSkipped",
                        "backers",
                        "pledges",
                        "pledgeItems",
                        "products",
                        "surveys");
        assertThat(job.get("id").asText()).isEqualTo(id);
        assertThat(job.get("kind").asText()).isEqualTo("IMPORT");
        assertThat(job.get("phase").asText()).isEqualTo("DONE");
        assertThat(job.get("campaign").asText()).isEqualTo("spring");
        assertThat(job.get("platform").asText()).isEqualTo("kickstarter");
        assertThat(job.at("/workbook/filename").asText()).isEqualTo("backers.csv");
        assertThat(job.at("/workbook/sizeBytes").asInt()).isEqualTo(text.length());
        assertThat(job.at("/progress/percent").asDouble()).isEqualTo(100);
        assertThat(job.at("/progress/rowsTotal").asInt()).isEqualTo(212);
        assertThat(job.at("/progress/chunksTotal").asInt()).isEqualTo(3);
        assertThat(job.at("/progress/chunksCompleted").asInt()).isEqualTo(3);
        assertThat(job.at("/results/rowsImported").asInt()).isEqualTo(211);
        assertThat(job.at("/results/rowsFailed").asInt()).isEqualTo(1);
        assertThat(job.at("/results/backers/inserted").asInt()).isEqualTo(211);
        assertThat(job.get("createdAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(job.get("error").isNull()).isTrue();

        List<JsonNode> chunks = pages(key, "/api/jobs/" + id + "/chunks?limit=2");
        assertThat(chunks).extracting(chunk -> chunk.get("number").asInt()).containsExactly(1, 2, 3);
        assertThat(chunks).extracting(chunk -> chunk.get("firstRow").asInt()).containsExactly(2, 102, 202);
        assertThat(chunks).extracting(chunk -> chunk.get("status").asText()).containsOnly("COMPLETED");
        assertThat(names(chunks.get(0)))
                .containsExactly(
                        "number",
                        "file",
                        "status",
                        "firstRow",
                        "rows",
                        "rowsImported",
                        "rowsFailed",
                        "rowsSkipped",
                        "attempts",
                        "startedAt",
                        "finishedAt",
                        "error");
    }

    @Test
    void jobsAreListedNewestFirstAndFilteredPageByPage() throws Exception {
        String key = newKey();
        String first = upload(key, "filename=1.csv&campaign=a", file(1));
        String second = upload(key, "filename=2.csv&campaign=b", file(1));
        String third = upload(key, "filename=3.csv&campaign=a", "Unknown,Columns\n1,2\n");
        awaitStatus(key, first, "COMPLETED");
        awaitStatus(key, second, "COMPLETED");
        awaitPhase(key, third, "WAITING_FOR_MAPPING");

        assertThat(ids(key, "/api/jobs?limit=1")).containsExactly(third, second, first);
        assertThat(ids(key, "/api/jobs?campaign=a&limit=200")).containsExactly(third, first);
        assertThat(ids(key, "/api/jobs?status=COMPLETED&limit=1")).containsExactly(second, first);
        assertThat(ids(key, "/api/jobs?status=PENDING&campaign=a")).containsExactly(third);
        assertThat(ids(key, "/api/jobs?campaign=c")).isEmpty();
        String workbook = job(key, second).at("/workbook/id").asText();
        assertThat(ids(key, "/api/jobs?workbook=" + workbook)).containsExactly(second);
        assertThat(ids(newKey(), "/api/jobs?workbook=" + workbook)).isEmpty();
        assertThat(pages(key, "/api/jobs?limit=200").get(1)).isEqualTo(job(key, second));
        assertThat(ids(newKey(), "/api/jobs?limit=200")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/jobs/17,                    400",
        "GET,  /api/jobs/17/chunks,             400",
        "GET,  /api/jobs/17/errors,             400",
        "GET,  /api/jobs/17/events,             400",
        "POST, /api/jobs/17/retry,              400",
        "GET,  /api/jobs?status=DONE,           400",
        "GET,  /api/jobs?campaign=Not!,         400",
        "GET,  /api/jobs?workbook=7,            400",
        "GET,  /api/jobs?limit=201,             400",
        "GET,  /api/jobs?cursor=x,              400",
    })
    void whatIsMalformedIsNamed(String method, String path, int status) throws Exception {
        HttpResponse<String> answer = call(OPERATOR, method, path, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(tree(answer).get("code").asText()).isEqualTo("INVALID_PARAMETER");
    }

    @Test
    void anotherMerchantsJobIsNotThere() throws Exception {
        String owner = newKey();
        String id = upload(owner, "filename=a.csv", file(1));
        awaitStatus(owner, id, "COMPLETED");
        String other = newKey();
        for (String job : List.of(id, UUID.randomUUID().toString())) {
            for (String path : List.of("", "/chunks", "/errors", "/events")) {
                HttpResponse<String> answer = call(other, "GET", "/api/jobs/" + job + path, null);
                assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(404);
                assertThat(tree(answer).get("code").asText()).isEqualTo("NOT_FOUND");
            }
            assertThat(call(other, "POST", "/api/jobs/" + job + "/retry", null).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aFailedChunkIsRetriedUntilTheJobIsWhole() throws Exception {
        String key = newKey();
        String id = upload(key, "filename=a.csv", file(103));
        awaitStatus(key, id, "COMPLETED");
        assertThat(refusal(key, id)).isEqualTo("409 NOTHING_TO_RETRY");

        failChunk(id, 2);
        assertThat(job(key, id).at("/results/rowsFailed").asInt()).isEqualTo(3);
        HttpResponse<String> retried = call(key, "POST", "/api/jobs/" + id + "/retry", null);
        assertThat(retried.statusCode()).as(retried.body()).isEqualTo(202);
        assertThat(retried.headers().firstValue("location")).contains("/api/jobs/" + id);
        JsonNode document = tree(retried);
        assertThat(document.get("id").asText()).isEqualTo(id);
        JsonNode job = awaitStatus(key, id, "COMPLETED");
        assertThat(job.at("/results/rowsImported").asInt()).isEqualTo(103);
        assertThat(job.at("/results/rowsFailed").asInt()).isZero();
        assertThat(job.get("error").isNull()).isTrue();
        assertThat(refusal(key, id)).isEqualTo("409 NOTHING_TO_RETRY");
    }

    @Test
    void aJobThatHasNotEndedIsNotRetried() throws Exception {
        String key = newKey();
        String id = upload(key, "filename=a.csv", "Unknown,Columns\n1,2\n");
        awaitPhase(key, id, "WAITING_FOR_MAPPING");
        assertThat(refusal(key, id)).isEqualTo("409 STILL_RUNNING");
    }

    private String refusal(String key, String id) throws Exception {
        HttpResponse<String> answer = call(key, "POST", "/api/jobs/" + id + "/retry", null);
        return answer.statusCode() + " " + tree(answer).path("code").asText();
    }

    private List<String> ids(String key, String path) throws Exception {
        return pages(key, path).stream().map(job -> job.get("id").asText()).toList();
    }

    private static List<String> names(JsonNode node) {
        return node.properties().stream().map(field -> field.getKey()).toList();
    }
}
