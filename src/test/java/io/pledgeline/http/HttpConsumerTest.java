package io.pledgeline.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class HttpConsumerTest extends RunningWeb {

    private static final String HEAD = "POST /api/dummy/upload HTTP/1.1\nHost: localhost\n";
    private static final String KEY = "Authorization: Bearer " + OPERATOR + "\n";

    @Autowired
    CamelContext camel;

    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void forget() {
        DummyEndpoints.READ.clear();
    }

    @AfterEach
    void close() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void aRouteSeesBytesWhileTheClientIsStillSendingThem() throws Exception {
        Socket socket = request(HEAD + KEY + "Content-Type: text/csv\nContent-Length: 10\n\n");
        send(socket, "hello");
        Awaitility.await().until(() -> String.join("", DummyEndpoints.READ).equals("hello"));
        send(socket, "world");
        assertThat(readUntil(socket, "10}")).startsWith("HTTP/1.1 200").contains("{\"bytes\":10}");
    }

    @Test
    void aRouteSeesChunksWhileTheClientIsStillSendingThem() throws Exception {
        Socket socket = request(HEAD + KEY + "Transfer-Encoding: chunked\n\n");
        send(socket, "5\r\nhello\r\n");
        Awaitility.await().until(() -> String.join("", DummyEndpoints.READ).equals("hello"));
        send(socket, "5\r\nworld\r\n0\r\n\r\n");
        assertThat(readUntil(socket, "10}")).contains("{\"bytes\":10}");
    }

    @Test
    void aFormIsNotReadBehindTheRoutesBack() throws Exception {
        Socket socket = request(HEAD + KEY + "Content-Type: application/x-www-form-urlencoded\nContent-Length: 5\n\n");
        send(socket, "a=b&c");
        assertThat(readUntil(socket, "}")).contains("{\"bytes\":5}");
    }

    @Test
    void continueIsSentOnlyWhenTheRouteReads() throws Exception {
        String expect = "Expect: 100-continue\nContent-Length: 5\n\n";
        Socket refused = request(HEAD + expect);
        assertThat(readUntil(refused, "\r\n\r\n")).startsWith("HTTP/1.1 401");
        Socket accepted = request(HEAD + KEY + expect);
        assertThat(readUntil(accepted, "\r\n\r\n")).startsWith("HTTP/1.1 100");
        send(accepted, "hello");
        assertThat(readUntil(accepted, "}")).contains("HTTP/1.1 200", "{\"bytes\":5}");
    }

    @Test
    void slowUploadsLeaveTheApiFreeAndTooManyAreTurnedAway() throws Exception {
        for (int i = 0; i < 4; i++) {
            send(request(HEAD + KEY + "Content-Length: 10\n\n"), "x");
        }
        Awaitility.await().until(() -> DummyEndpoints.READ.size() == 4);
        assertThat(call(OPERATOR, "GET", "/api/dummy/echo", null).statusCode()).isEqualTo(200);
        String busy = readUntil(request(HEAD + KEY + "Content-Length: 10\n\n"), "}");
        assertThat(busy).startsWith("HTTP/1.1 503").contains("TOO_BUSY").containsIgnoringCase("retry-after: 10");
    }

    @Test
    void theCallerComesFromTheKeyAndNothingIsReflected(CapturedOutput log) throws Exception {
        HttpResponse<String> response = call(
                OPERATOR,
                "POST",
                "/api/dummy/echo?merchant=" + UUID.randomUUID() + "&CamelJdbcParameters=x&Retry-After=9",
                "{}",
                "merchant",
                "forged",
                "CamelJdbcParameters",
                "forged",
                "Cache-Control",
                "max-age=99",
                "Content-Disposition",
                "attachment",
                "Content-Type",
                "text/csv");
        assertThat(response.statusCode()).isEqualTo(200);
        UUID.fromString(tree(response).get("merchant").asText());
        UUID.fromString(tree(response).get("key").asText());
        assertThat(response.body()).doesNotContain("forged", OPERATOR);
        assertThat(tree(response).get("sql").asText()).isEmpty();
        assertThat(response.headers().firstValue("location")).contains("/here");
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().firstValue("cache-control").orElse("")).doesNotContain("99");
        assertThat(response.headers().map())
                .doesNotContainKeys("x-stray", "content-disposition", "retry-after", "merchant");
        assertThat(log.getOut()).doesNotContain(OPERATOR);
    }

    @Test
    void aBodyTooLargeForMemoryIsTurnedAway() throws Exception {
        HttpResponse<String> response = call(OPERATOR, "POST", "/api/dummy/echo", "x".repeat((1 << 20) + 1));
        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void aClientThatLeavesIsNoIncident(CapturedOutput log) throws Exception {
        Socket socket = request(HEAD + KEY + "Content-Length: 10\n\n");
        send(socket, "hello");
        Awaitility.await().until(() -> !DummyEndpoints.READ.isEmpty());
        socket.setSoLinger(true, 0);
        socket.close();
        // The thread is free again once the route has ended.
        awaitAnUploadThatWorks();
        assertThat(log.getOut()).doesNotContain("Incident", "ERROR");
    }

    @Test
    void aClientThatLeavesInTheMiddleOfAnAnswerIsNoIncident(CapturedOutput log) throws Exception {
        Socket socket = request("GET /api/dummy/large HTTP/1.1\nHost: localhost\n" + KEY + "\n");
        readUntil(socket, "\r\n\r\n");
        socket.setSoLinger(true, 0);
        socket.close();
        Awaitility.await().until(() -> camel.getInflightRepository().size() == 0);
        assertThat(log.getOut()).doesNotContain("Incident", "ERROR", "Broken pipe");
    }

    private void awaitAnUploadThatWorks() throws Exception {
        Awaitility.await().until(() -> {
            Socket next = request(HEAD + KEY + "Content-Length: 1\n\n");
            send(next, "x");
            return readUntil(next, "}").contains("{\"bytes\":1}");
        });
    }

    private Socket request(String head) throws Exception {
        Socket socket = open(head);
        sockets.add(socket);
        return socket;
    }
}
