package io.pledgeline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.pledgeline.http.ProblemException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What AWS says of a multipart upload that a rule of the bucket has aborted; the store of the other tests lists no parts then. */
class ArrivedPartsTest {

    private static final byte[] GONE =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>NoSuchUpload</Code></Error>"
                    .getBytes(StandardCharsets.UTF_8);

    private HttpServer store;
    private S3Client s3;

    @BeforeEach
    void start() throws Exception {
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(404, isHead ? -1 : GONE.length);
            if (!isHead) {
                exchange.getResponseBody().write(GONE);
            }
            exchange.close();
        });
        store.start();
        s3 = S3Client.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + store.getAddress().getPort()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
    }

    @AfterEach
    void stop() {
        s3.close();
        store.stop(0);
    }

    @Test
    void partsThatTheStoreHasDroppedAreSaidToBeGone() {
        var options = new ImportOptions(null, null, null, null, false, null, null, null, false);
        var upload = new Upload(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "bucket",
                "a.csv",
                "text/csv",
                10L,
                null,
                options,
                null,
                "",
                1,
                1,
                5L);
        var direct = new DirectUpload(upload, "id");
        var parts = new ArrivedParts(s3);
        assertThatThrownBy(() -> parts.answer(direct)).satisfies(ArrivedPartsTest::isGone);
        assertThatThrownBy(() -> new DirectCompleter(s3, parts).complete(direct, new TreeMap<>()))
                .satisfies(ArrivedPartsTest::isGone);
    }

    private static void isGone(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo("PARTS_GONE"));
    }
}
