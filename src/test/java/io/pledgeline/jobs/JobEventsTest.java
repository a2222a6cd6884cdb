package io.pledgeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class JobEventsTest extends RunningJobs {

    @Test
    void aJobIsFollowedFromItsProgressToItsEnd() throws Exception {
        String key = newKey();
        String id = upload(key, "filename=a.csv", "Unknown,Columns\n1,2\n");
        awaitPhase(key, id, "WAITING_FOR_MAPPING");
        try (Socket stream = stream(key, id)) {
            assertThat(readUntil(stream, "\r\n\r\n")).contains("HTTP/1.1 200");
            assertThat(readUntil(stream, "WAITING_FOR_MAPPING")).contains("event:progress", "\"id\" : \"" + id);
            end(id, "COMPLETED");
            Instant ended = Instant.now();
            assertThat(readUntil(stream, "event:completed")).contains("event:completed");
            assertThat(Duration.between(ended, Instant.now())).isLessThan(Duration.ofSeconds(2));
            assertThat(readUntil(stream, "0\r\n\r\n")).contains("\"status\" : \"COMPLETED\"");
        }
    }

    @Test
    void theStreamOfAnEndedJobHoldsItsEndOnly() throws Exception {
        String key = newKey();
        String id = upload(key, "filename=a.csv", file(3));
        awaitStatus(key, id, "COMPLETED");
        assertThat(events(key, id))
                .startsWith("event:completed\ndata:{")
                .endsWith("}\n\n")
                .doesNotContain("event:progress");
        end(id, "CANCELLED");
        assertThat(events(key, id)).startsWith("event:failed\ndata:{").contains("CANCELLED");
    }

    @Test
    void aQuietStreamLivesFortySecondsByHeartbeatsAndOutlivesAClientThatLeft(CapturedOutput log) throws Exception {
        String key = newKey();
        String id = upload(key, "filename=a.csv", "Unknown,Columns\n1,2\n");
        awaitPhase(key, id, "WAITING_FOR_MAPPING");
        Instant begun = Instant.now();
        try (Socket stream = stream(key, id);
                Socket leaving = stream(key, id)) {
            stream.setSoTimeout(12_000);
            readUntil(stream, "WAITING_FOR_MAPPING");
            readUntil(leaving, "WAITING_FOR_MAPPING");
            leaving.setSoLinger(true, 0);
            leaving.close();
            while (Duration.between(begun, Instant.now()).toSeconds() < 40) {
                assertThat(readUntil(stream, ":still here\n\n"))
                        .contains(":still here")
                        .doesNotContain("event:");
            }
            end(id, "FAILED");
            assertThat(readUntil(stream, "event:failed")).contains("event:failed");
        }
        assertThat(log.getOut()).doesNotContain("Incident", "ERROR", "Broken pipe");
    }

    private Socket stream(String key, String id) throws Exception {
        return open("GET /api/jobs/" + id + "/events HTTP/1.1\nHost: localhost\nAuthorization: Bearer " + key
                + "\nAccept: text/event-stream\n\n");
    }

    private String events(String key, String id) throws Exception {
        HttpResponse<String> answer =
                get(key, "/api/jobs/" + id + "/events", "text/event-stream", HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        return answer.body();
    }

    private void end(String id, String status) {
        await().until(() -> database.sql(
                                "UPDATE jobs SET status = ?::upload_status, phase = 'DONE', finished_at = now() WHERE id = ?")
                        .params(status, UUID.fromString(id))
                        .update()
                == 1);
    }
}
