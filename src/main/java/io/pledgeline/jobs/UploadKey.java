package io.pledgeline.jobs;

import java.util.Map;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Gives the statements that need no more than the upload its id. */
@Component
class UploadKey {

    public Map<String, Object> parameters(@Variable("upload") Object upload) {
        return Map.of("upload", upload.toString());
    }
}
