package io.pledgeline.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pledgeline.RealServices;
import io.pledgeline.WithRealServices;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** The application on a free port with the real servers, called over real connections. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "intake.concurrent-uploads=4",
            "split.chunk-rows=100",
            "management.prometheus.metrics.export.enabled=true"
        })
@WithRealServices
@Import(DummyEndpoints.class)
public abstract class RunningWeb {

    protected static final String OPERATOR = RealServices.API_KEY;

    @LocalServerPort
    protected int port;

    @Autowired
    protected ObjectMapper json;

    private final HttpClient client = HttpClient.newHttpClient();

    protected HttpResponse<String> call(String key, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    protected JsonNode tree(HttpResponse<String> response) throws IOException {
        return json.readTree(response.body());
    }

    /** An open connection that has sent this much of a request. */
    protected Socket open(String head) throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.setSoTimeout(10_000);
        send(socket, head.replace("\n", "\r\n"));
        return socket;
    }

    protected static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** What the server sends until its text contains this. */
    protected static String readUntil(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                return text.toString();
            }
            text.append((char) next);
        }
        return text.toString();
    }
}
