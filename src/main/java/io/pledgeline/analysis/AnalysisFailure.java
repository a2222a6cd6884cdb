package io.pledgeline.analysis;

import io.pledgeline.split.SplitFailedException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says why an analysis was given up, in the parameters of {@code fail-analysis.sql}. */
@Component
class AnalysisFailure {

    public Map<String, @Nullable Object> parameters(Exchange exchange, @Variable("task") AnalysisTask task) {
        SplitFailedException failed = ObjectHelper.getException(
                SplitFailedException.class, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("analysis", task.id());
        parameters.put("attempt", task.attempt());
        parameters.put("code", failed == null ? "OBJECT_GONE" : failed.code());
        parameters.put(
                "detail", failed == null ? "The uploaded file is no longer in the object store." : failed.getMessage());
        parameters.put("row", failed == null ? null : failed.row());
        return parameters;
    }
}
