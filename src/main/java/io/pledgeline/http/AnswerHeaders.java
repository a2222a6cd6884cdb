package io.pledgeline.http;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.http.common.HttpHeaderFilterStrategy;

/**
 * Lets only the headers of the contract out, because any header a step leaves behind would be sent otherwise, and
 * no credentials in, because headers reach logs and other systems.
 */
final class AnswerHeaders extends HttpHeaderFilterStrategy {

    // Content-Type is not here: the binding sets it from the message by itself.
    private static final Set<String> SENT =
            Set.of("location", "retry-after", "content-disposition", "cache-control", "www-authenticate", "allow");

    private static final Set<String> SECRET =
            Set.of("authorization", "proxy-authorization", "cookie", "x-csrf-token", "x-pledgeline-secret");

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return SECRET.contains(name.toLowerCase(Locale.ROOT))
                || super.applyFilterToExternalHeaders(name, value, exchange);
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !SENT.contains(name.toLowerCase(Locale.ROOT));
    }
}
