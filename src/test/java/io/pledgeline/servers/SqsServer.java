package io.pledgeline.servers;

import java.net.URI;
import org.apache.pekko.http.scaladsl.Http;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Serves SQS out of memory, inside this JVM. */
public final class SqsServer implements AutoCloseable {

    private final SQSRestServer server;
    private final Http.ServerBinding binding;

    private SqsServer() {
        server = SQSRestServerBuilder.withInterface("127.0.0.1")
                .withDynamicPort()
                .start();
        binding = server.waitUntilStarted();
    }

    public static SqsServer start() {
        SqsServer server = new SqsServer();
        AtExit.close(server::close);
        return server;
    }

    public SqsClient client() {
        return SqsClient.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + binding.localAddress().getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
                .build();
    }

    /** Creates a queue and gives its URL. */
    public String createQueue(String name) {
        try (SqsClient client = client()) {
            return client.createQueue(request -> request.queueName(name)).queueUrl();
        }
    }

    @Override
    public void close() {
        server.stopAndWait();
    }
}
