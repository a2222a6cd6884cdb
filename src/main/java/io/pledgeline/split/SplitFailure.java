package io.pledgeline.split;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.util.ObjectHelper;
import org.springframework.stereotype.Component;

/** Says why a split was given up, in the parameters of {@code fail-split.sql}. */
@Component
class SplitFailure {

    public Map<String, Object> parameters(Exchange exchange, @Variable("slice") Slice slice) {
        SplitFailedException failed = ObjectHelper.getException(
                SplitFailedException.class, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("upload", slice.upload().toString());
        if (failed != null) {
            parameters.put("code", failed.code());
            parameters.put(
                    "detail",
                    slice.isOneOfMany() ? slice.filename() + ": " + failed.getMessage() : failed.getMessage());
            parameters.put("row", failed.row());
        } else {
            parameters.put("code", "OBJECT_GONE");
            parameters.put("detail", "The uploaded file is no longer in the object store.");
            parameters.put("row", null);
        }
        return parameters;
    }
}
