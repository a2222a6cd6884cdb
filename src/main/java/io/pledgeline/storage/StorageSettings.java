package io.pledgeline.storage;

import io.pledgeline.environment.InvalidSetting;
import io.pledgeline.environment.Setting;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Says which S3 bucket holds the uploads.
 *
 * @param bucket {@code S3_BUCKET}
 * @param endpoint {@code S3_ENDPOINT}, only for stores other than AWS
 * @param publicEndpoint {@code S3_PUBLIC_ENDPOINT}, where browsers and other senders reach the store, if elsewhere than the application
 * @param region {@code S3_REGION}; stores with an endpoint of their own mostly ignore it
 * @param accessKey {@code AWS_ACCESS_KEY_ID}
 * @param secretKey {@code AWS_SECRET_ACCESS_KEY}
 * @param partSize bytes that go to the object store at a time; S3 takes 5 MB to 5 GB and 10,000 parts
 * @param bufferBudget bytes of heap that the parts of all files share; beyond it a part waits in a temporary file
 */
@ConfigurationProperties("storage")
public record StorageSettings(
        String bucket,
        @Nullable String endpoint,
        @Nullable String publicEndpoint,
        String region,
        String accessKey,
        String secretKey,
        @DefaultValue("8MB") DataSize partSize,
        @DefaultValue("64MB") DataSize bufferBudget) {

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]+");

    public StorageSettings {
        bucket = Setting.required("S3_BUCKET", bucket);
        if (!BUCKET.matcher(bucket).matches()) {
            throw new InvalidSetting("S3_BUCKET", "must be 3 to 63 lower-case letters, digits, dots and hyphens");
        }
        endpoint = Setting.optional(endpoint);
        if (endpoint != null) {
            Setting.url("S3_ENDPOINT", endpoint, Set.of("http", "https"));
        }
        publicEndpoint = Setting.optional(publicEndpoint);
        if (publicEndpoint != null) {
            Setting.url("S3_PUBLIC_ENDPOINT", publicEndpoint, Set.of("http", "https"));
        }
        region = endpoint != null && Setting.optional(region) == null
                ? "us-east-1"
                : Setting.required("S3_REGION", region);
        if (!REGION.matcher(region).matches()) {
            throw new InvalidSetting("S3_REGION", "must be a region such as eu-central-1");
        }
        accessKey = Setting.required("AWS_ACCESS_KEY_ID", accessKey);
        secretKey = Setting.required("AWS_SECRET_ACCESS_KEY", secretKey);
    }

    @Override
    public String toString() {
        return "StorageSettings[…]";
    }
}
