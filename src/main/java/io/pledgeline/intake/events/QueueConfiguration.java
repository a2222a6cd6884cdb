package io.pledgeline.intake.events;

import io.pledgeline.storage.StorageSettings;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes the SQS client of the route {@code intake-s3-sqs}, for the server that the queue's URL names. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${s3-events.queue:}'.isBlank()")
class QueueConfiguration {

    private static final Pattern HOST = Pattern.compile("sqs\\.([a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?");

    @Bean
    SqsClient sqsClient(S3EventsSettings settings, StorageSettings storage) {
        URI queue = settings.queueUrl();
        Matcher host = HOST.matcher(queue.getHost());
        return SqsClient.builder()
                .region(Region.of(host.matches() ? host.group(1) : storage.region()))
                .endpointOverride(URI.create(queue.getScheme() + "://" + queue.getRawAuthority()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(storage.accessKey(), storage.secretKey())))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }
}
