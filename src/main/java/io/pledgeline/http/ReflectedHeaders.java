package io.pledgeline.http;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Message;

/**
 * Keeps a request's headers and query out of its answer: what no step has set is not sent back.
 *
 * <p>A value is recognised as the very object that was read, so a route may set an equal value of its own.
 */
final class ReflectedHeaders {

    private final Set<Object> values = Collections.newSetFromMap(new IdentityHashMap<>());

    static ReflectedHeaders of(Message request) {
        ReflectedHeaders reflected = new ReflectedHeaders();
        reflected.values.addAll(request.getHeaders().values());
        return reflected;
    }

    void removeFrom(Message answer) {
        if (answer.hasHeaders()) {
            answer.getHeaders().entrySet().removeIf(this::isReflected);
        }
    }

    private boolean isReflected(Map.Entry<String, Object> header) {
        return values.contains(header.getValue());
    }
}
