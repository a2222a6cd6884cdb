package io.pledgeline.notify;

import io.pledgeline.environment.InvalidSetting;
import io.pledgeline.environment.Setting;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How merchants are told, and within which limits.
 *
 * @param allowPrivate {@code WEBHOOKS_ALLOW_PRIVATE}: whether a webhook may be at a private address, and without TLS
 * @param retryAfter how long after each attempt that failed the next one is made; none after the last
 * @param disableAfter how long every attempt at an endpoint may fail before it is disabled
 * @param timeout of connecting to an endpoint, and of each wait for more of its answer
 * @param deadline of the whole exchange with an endpoint
 * @param lease how long a worker that went silent keeps a delivery
 * @param concurrency deliveries that one worker makes at the same time, each to somebody else
 * @param secretOverlap how long a former secret signs beside the new one
 * @param kept how long notifications and the log of their deliveries are kept
 * @param mostTargets endpoints, and recipients, of a merchant
 * @param smtpUrl {@code SMTP_URL}, empty where no e-mail is sent
 * @param mailFrom {@code MAIL_FROM}, the sender's address
 * @param publicUrl {@code PUBLIC_URL} of the page, to which messages link; empty for no links
 */
@Validated
@ConfigurationProperties("notify")
record NotifySettings(
        @DefaultValue("false") String allowPrivate,

        @DefaultValue({"5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h"}) @NotEmpty
        List<Duration> retryAfter,

        @DefaultValue("5d") @NotNull Duration disableAfter,
        @DefaultValue("10s") @NotNull Duration timeout,
        @DefaultValue("15s") @NotNull Duration deadline,
        @DefaultValue("1m") @NotNull Duration lease,
        @DefaultValue("8") @Min(1) @Max(64) int concurrency,
        @DefaultValue("24h") @NotNull Duration secretOverlap,
        @DefaultValue("90d") @NotNull Duration kept,
        @DefaultValue("20") @Min(1) int mostTargets,
        @DefaultValue("") String smtpUrl,
        @DefaultValue("") String mailFrom,
        @DefaultValue("") String publicUrl) {

    NotifySettings {
        allowPrivate = allowPrivate.strip().toLowerCase(Locale.ROOT);
        if (!Set.of("true", "false", "").contains(allowPrivate)) {
            throw new InvalidSetting("WEBHOOKS_ALLOW_PRIVATE", "must be true or false");
        }
        smtpUrl = smtpUrl.strip();
        mailFrom = mailFrom.strip();
        publicUrl = publicUrl.strip().replaceFirst("/+$", "");
        if (!smtpUrl.isEmpty()) {
            SmtpServer.parse(smtpUrl);
            mailFrom = Setting.required("MAIL_FROM", mailFrom);
            if (!Recipient.isAddress(mailFrom)) {
                throw new InvalidSetting("MAIL_FROM", "must be an e-mail address");
            }
        }
        if (!publicUrl.isEmpty()) {
            Setting.url("PUBLIC_URL", publicUrl, Set.of("http", "https"));
        }
    }

    /** Whether webhooks may be at private addresses. */
    boolean allowsPrivate() {
        return allowPrivate.equals("true");
    }

    /** Whether e-mails are sent. */
    boolean hasMail() {
        return !smtpUrl.isEmpty();
    }

    /** The page's address of a path; null where nobody has told it. */
    @Nullable
    String link(String path) {
        return publicUrl.isEmpty() ? null : publicUrl + path;
    }

    @Override
    public String toString() {
        return "NotifySettings[…]";
    }
}
