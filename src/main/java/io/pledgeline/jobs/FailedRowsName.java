package io.pledgeline.jobs;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Variable;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Component;

/** Names the CSV of failed rows after the file they came from. */
@Component
class FailedRowsName {

    /** @return a {@code Content-Disposition} in which no name can break out of its quotes */
    public String attachment(@Variable("found") Map<String, Object> found) {
        String original = String.valueOf(found.get("filename")).replaceFirst("(?i)\\.csv$", "");
        return ContentDisposition.attachment()
                .filename(original + "-errors.csv", StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
