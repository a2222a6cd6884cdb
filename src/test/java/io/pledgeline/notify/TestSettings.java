package io.pledgeline.notify;

import java.time.Duration;
import java.util.List;

/** Settings as they are by default, but for what a test says. */
final class TestSettings {

    private TestSettings() {}

    static NotifySettings of(List<Duration> retryAfter) {
        return of(retryAfter, "false", Duration.ofSeconds(15));
    }

    static NotifySettings of(List<Duration> retryAfter, String allowPrivate, Duration deadline) {
        return new NotifySettings(
                allowPrivate,
                retryAfter,
                Duration.ofDays(5),
                Duration.ofSeconds(10),
                deadline,
                Duration.ofMinutes(1),
                8,
                Duration.ofHours(24),
                Duration.ofDays(90),
                20,
                "",
                "",
                "");
    }
}
