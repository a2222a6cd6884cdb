package io.pledgeline.storage;

import java.net.URI;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Makes the S3 client that routes ({@code aws2-s3:}) and beans share, and what signs addresses for others. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    @Bean
    S3Client s3Client(StorageSettings settings) {
        var credentials = AwsBasicCredentials.create(settings.accessKey(), settings.secretKey());
        var client = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                // R2, MinIO and others reject the checksums that AWS's SDK adds by default.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                // More than the uploads and downloads that run at once; each holds one connection for long.
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(128)
                        .connectionTimeout(Duration.ofSeconds(5))
                        .connectionAcquisitionTimeout(Duration.ofSeconds(20))
                        .socketTimeout(Duration.ofSeconds(60))
                        .tcpKeepAlive(true));
        String endpoint = settings.endpoint();
        if (endpoint != null) {
            client.endpointOverride(URI.create(endpoint)).forcePathStyle(true);
        }
        return client.build();
    }

    /** Signs with the application's keys; needs no connection. */
    @Bean
    S3Presigner s3Presigner(StorageSettings settings) {
        var credentials = AwsBasicCredentials.create(settings.accessKey(), settings.secretKey());
        var presigner = S3Presigner.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials));
        String endpoint = settings.publicEndpoint() == null ? settings.endpoint() : settings.publicEndpoint();
        if (endpoint != null) {
            presigner
                    .endpointOverride(URI.create(endpoint))
                    .serviceConfiguration(S3Configuration.builder()
                            .pathStyleAccessEnabled(true)
                            .build());
        }
        return presigner.build();
    }

    @Bean
    StorageHealth s3HealthIndicator(S3Client s3, StorageSettings settings) {
        return new StorageHealth(s3, settings.bucket());
    }
}
