package io.pledgeline.retention;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the statements of retention take. */
@Component
class RetentionParameters {

    private final Map<String, Object> parameters;

    RetentionParameters(RetentionSettings settings) {
        parameters = Map.of(
                "payloads", seconds(settings.payloads()),
                "objects", seconds(settings.objects()),
                "errors", seconds(settings.errors()),
                "changes", seconds(settings.formerValues()));
    }

    public Map<String, Object> get() {
        return parameters;
    }

    /** The same, about the files of one merchant if the body names one. */
    public Map<String, @Nullable Object> objects(@Body Map<String, @Nullable Object> of) {
        Map<String, @Nullable Object> all = new HashMap<>(parameters);
        all.put("merchant", of.get("merchant"));
        return all;
    }

    private static String seconds(Duration kept) {
        return kept.toSeconds() + " s";
    }
}
