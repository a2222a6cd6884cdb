package io.pledgeline.intake.events;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Fetches over HTTPS, without redirects, briefly and little. */
@Component
class SnsHttp implements SnsDownloads {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MOST = 1 << 16;

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LIMIT)
            .build();

    @Override
    public byte[] get(URI address) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(LIMIT).build();
        try {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new IOException("SNS answered " + answer.statusCode());
                }
                return body.readNBytes(MOST);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
