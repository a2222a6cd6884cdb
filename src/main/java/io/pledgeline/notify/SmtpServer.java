package io.pledgeline.notify;

import io.pledgeline.environment.InvalidSetting;
import io.pledgeline.environment.Setting;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says where e-mails are handed over: {@code smtp://[user:password@]host[:port]}, {@code smtps://} with TLS from the start.
 *
 * @param tls from the start; else STARTTLS, without which nothing is sent to other machines
 */
record SmtpServer(
        String host,
        int port,
        boolean tls,
        @Nullable String user,
        @Nullable String password) {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    static SmtpServer parse(String text) {
        URI url = Setting.url("SMTP_URL", text, Set.of("smtp", "smtps"));
        boolean tls = url.getScheme().toLowerCase(Locale.ROOT).equals("smtps");
        String user = null;
        String password = null;
        if (url.getRawUserInfo() != null) {
            String[] parts = url.getRawUserInfo().split(":", 2);
            if (parts.length < 2 || parts[0].isEmpty()) {
                throw new InvalidSetting("SMTP_URL", "must have a password where it has a user");
            }
            user = decode(parts[0]);
            password = decode(parts[1]);
        }
        int port = url.getPort() > 0 ? url.getPort() : tls ? 465 : 587;
        return new SmtpServer(url.getHost(), port, tls, user, password);
    }

    boolean isHere() {
        return HERE.contains(host);
    }

    private static String decode(String part) {
        // A plus sign means itself before the host.
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "SmtpServer[…]";
    }
}
