package io.pledgeline.storage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Tells whether the bucket can be reached; the answer is kept for five seconds. */
class StorageHealth implements HealthIndicator {

    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final S3Client s3;
    private final String bucket;
    private @Nullable Answer answer;

    StorageHealth(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public synchronized Health health() {
        Answer last = answer;
        if (last == null || System.nanoTime() - last.nanos() > KEPT.toNanos()) {
            last = new Answer(ask(), System.nanoTime());
            answer = last;
        }
        return last.health();
    }

    private Health ask() {
        try {
            s3.headBucket(request ->
                    request.bucket(bucket).overrideConfiguration(override -> override.apiCallTimeout(LIMIT)));
            return Health.up().build();
        } catch (AwsServiceException e) {
            return Health.down().withDetail("status", e.statusCode()).build();
        } catch (SdkException e) {
            return Health.down()
                    .withDetail("reason", e.getClass().getSimpleName())
                    .build();
        }
    }

    private record Answer(Health health, long nanos) {}
}
