package io.pledgeline.redisstream;

import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.support.component.EndpointUriFactorySupport;

/** Lets a route give the stream as one of its parameters, as the visual designer writes it. */
public class RedisStreamEndpointUriFactory extends EndpointUriFactorySupport implements EndpointUriFactory {

    private static final Set<String> OPTIONS = Set.of(
            "stream",
            "group",
            "concurrentConsumers",
            "blockTimeout",
            "claimIdle",
            "maxDeliveries",
            "deadLetter",
            "timeout",
            "lazyStartProducer",
            "bridgeErrorHandler",
            "exceptionHandler",
            "exchangePattern");

    @Override
    public boolean isEnabled(String scheme) {
        return "redis-stream".equals(scheme);
    }

    @Override
    public String buildUri(String scheme, Map<String, Object> properties, boolean encode) throws URISyntaxException {
        Map<String, Object> options = new HashMap<>(properties);
        String uri = buildPathParameter("redis-stream:stream", scheme + ":stream", "stream", null, true, options);
        return buildQueryParameters(uri, options, encode);
    }

    @Override
    public Set<String> propertyNames() {
        return OPTIONS;
    }

    @Override
    public Set<String> secretPropertyNames() {
        return Set.of();
    }

    @Override
    public Map<String, String> multiValuePrefixes() {
        return Map.of();
    }

    @Override
    public boolean isLenientProperties() {
        return false;
    }
}
