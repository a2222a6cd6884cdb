package io.pledgeline.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.Application;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class EnvironmentTest {

    private static final Map<String, Object> COMPLETE = Map.of(
            "DATABASE_URL", "postgres://pledgeline:hush@127.0.0.1:1/pledgeline",
            "REDIS_URL", "redis://:hush@127.0.0.1:1",
            "S3_BUCKET", "bucket",
            "S3_REGION", "eu-central-1",
            "AWS_ACCESS_KEY_ID", "access",
            "AWS_SECRET_ACCESS_KEY", "hush");

    @ParameterizedTest
    @CsvSource({
        "DATABASE_URL, ''",
        "DATABASE_URL, mysql://hush@host/db",
        "REDIS_URL, ''",
        "REDIS_URL, http://hush",
        "S3_BUCKET, ''",
        "S3_BUCKET, HUSH_bucket",
        "S3_ENDPOINT, hush:9000",
        "S3_PUBLIC_ENDPOINT, hush:9000",
        "S3_REGION, ''",
        "AWS_ACCESS_KEY_ID, ''",
        "AWS_SECRET_ACCESS_KEY, ''",
        "PLEDGELINE_ROLES, hush",
        "S3_EVENTS_TOPICS, arn:aws:hush",
        "S3_EVENTS_SECRET, too-short-hush",
        "S3_EVENTS_SECRET, long-enough-for-a-secret=HUSH MERCHANT",
        "S3_EVENTS_QUEUE, hush",
        "S3_EVENTS_QUEUE_MERCHANT, HUSH",
        "S3_EVENTS_POLL, hush",
        "S3_EVENTS_POLL_MERCHANT, HUSH",
        "SMTP_URL, http://hush",
        "SMTP_URL, smtp://hush@mail.example.org",
        "WEBHOOKS_ALLOW_PRIVATE, hush",
        "PUBLIC_URL, hush",
    })
    void aMissingOrMalformedSettingEndsTheStartWithItsNameAndNotItsValue(
            String variable, String value, CapturedOutput output) {
        start(Map.of(variable, value));

        assertThat(output)
                .contains("APPLICATION FAILED TO START", variable + (value.isEmpty() ? " is missing" : " must"));
        assertThat(output.getAll().toLowerCase()).doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource({
        "SMTP_URL, smtp://mail.example.org, MAIL_FROM, '', is missing",
        "SMTP_URL, smtp://mail.example.org, MAIL_FROM, hush, must",
        "RENDER_API_KEY, hush, RENDER_SERVICE_ID, '', is missing",
        "RENDER_API_KEY, hush, RENDER_SERVICE_ID, srv/hush, must",
    })
    void whatASettingNeedsIsAskedForByName(
            String variable, String value, String needed, String given, String reason, CapturedOutput output) {
        start(Map.of(variable, value, needed, given));

        assertThat(output).contains("APPLICATION FAILED TO START", needed + " " + reason);
        assertThat(output.getAll().toLowerCase()).doesNotContain("hush");
    }

    private static void start(Map<String, Object> changed) {
        Map<String, Object> variables = new LinkedHashMap<>(COMPLETE);
        variables.putAll(changed);
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new MapPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        try (var context = new SpringApplicationBuilder(Settings.class)
                .web(WebApplicationType.NONE)
                .environment(environment)
                .run()) {
            throw new AssertionError("started with " + Arrays.toString(context.getBeanDefinitionNames()));
        } catch (RuntimeException e) {
            assertThat(e).hasStackTraceContaining("InvalidSetting");
        }
    }

    /** Every record of settings, and nothing else of the application. */
    @ConfigurationPropertiesScan(basePackageClasses = Application.class)
    static class Settings {}
}
