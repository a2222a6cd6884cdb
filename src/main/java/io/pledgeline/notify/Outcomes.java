package io.pledgeline.notify;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import javax.net.ssl.SSLException;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what became of an attempt; of what the other side said it keeps the status and how long to wait. */
@Component
class Outcomes {

    private static final int GONE = 410;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    /** Longer waits are taken for this. */
    private static final Duration LONGEST = Duration.ofHours(24);

    /** When an attempt begins. */
    public long begin() {
        return System.nanoTime();
    }

    public Outcome answered(
            @Header(Exchange.HTTP_RESPONSE_CODE) int code, @Header("Retry-After") @Nullable String retryAfter) {
        if (code >= 200 && code < 300) {
            return Outcome.arrived(code);
        }
        boolean busy = code == TOO_MANY || code == UNAVAILABLE;
        boolean gone = code == GONE;
        String error = code >= 300 && code < 400 ? "REDIRECT" : gone ? "GONE" : "STATUS";
        return new Outcome(code, error, busy ? wait(retryAfter) : null, gone, gone);
    }

    public Outcome sent() {
        return Outcome.arrived(null);
    }

    public Outcome failed(Exchange exchange) {
        return failed(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    }

    Outcome failed(@Nullable Throwable failure) {
        int depth = 0;
        for (@Nullable Throwable cause = failure; cause != null && depth < 10; cause = cause.getCause(), depth++) {
            String error = error(cause);
            if (error != null) {
                return Outcome.failed(error);
            }
        }
        return Outcome.failed("INTERNAL");
    }

    private static @Nullable String error(Throwable cause) {
        if (cause instanceof AddressRefusedException) {
            return "ADDRESS_REFUSED";
        } else if (cause instanceof UnknownHostException) {
            return "UNKNOWN_HOST";
        } else if (cause instanceof InterruptedIOException) {
            return "TIMEOUT";
        } else if (cause instanceof SSLException) {
            return "TLS";
        } else if (cause instanceof SendFailedException) {
            return "MAIL_REFUSED";
        } else if (cause instanceof AuthenticationFailedException) {
            return "MAIL_SIGN_IN";
        } else if (cause.getCause() == null && (cause instanceof IOException || cause instanceof MessagingException)) {
            return "CONNECTION";
        }
        return null;
    }

    /** Seconds or a date; null for anything else. */
    private static @Nullable Duration wait(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            Duration wait = text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            ZonedDateTime.now(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
            return wait.isNegative() ? null : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
