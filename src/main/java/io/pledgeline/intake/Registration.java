package io.pledgeline.intake;

import java.util.Map;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Says what is to be registered, in the parameters of {@code register-upload.sql}. */
@Component
class Registration {

    public Map<String, Object> parameters(@Variable("upload") Upload upload, @Variable("stored") StoredObject stored) {
        Map<String, Object> parameters = upload.getParameters();
        parameters.put("size", stored.size());
        parameters.put("etag", stored.etag());
        parameters.put("formFilename", stored.filename());
        return parameters;
    }
}
