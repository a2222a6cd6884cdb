package io.pledgeline.retention;

import io.pledgeline.environment.InvalidSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what belongs to an import is kept after its end; {@code 0d} removes it at the next run, {@code 36500d} keeps it.
 *
 * @param payloads {@code RETENTION_PAYLOADS}: the cells of its rows, without which failed rows cannot come back
 * @param objects {@code RETENTION_OBJECTS}: the uploaded file, and what was unpacked of it
 * @param errors {@code RETENTION_ERRORS}: what was wrong with its rows
 * @param formerValues {@code RETENTION_FORMER_VALUES}: what records held before, without which it cannot be undone
 */
@ConfigurationProperties("retention")
record RetentionSettings(
        @DefaultValue("90d") Duration payloads,
        @DefaultValue("30d") Duration objects,
        @DefaultValue("90d") Duration errors,
        @DefaultValue("90d") Duration formerValues) {

    RetentionSettings {
        check("RETENTION_PAYLOADS", payloads);
        check("RETENTION_OBJECTS", objects);
        check("RETENTION_ERRORS", errors);
        check("RETENTION_FORMER_VALUES", formerValues);
    }

    private static void check(String variable, Duration kept) {
        if (kept.isNegative()) {
            throw new InvalidSetting(variable, "must not be negative");
        }
    }
}
