package io.pledgeline.jobs;

import io.pledgeline.http.Page;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Reads which chunks of a job are asked for: parameters of {@code list-chunks.sql}. */
@Component
class ChunkPage {

    public Map<String, Object> parameters(@Variable("job") UUID job, @Variable("page") Page page) {
        return Map.of(
                "job", job, "limit", page.limit(), "after", Position.of(page).chunk());
    }
}
