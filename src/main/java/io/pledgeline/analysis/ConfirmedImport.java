package io.pledgeline.analysis;

import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** Says which import goes on, by what {@code confirm-analysis.sql} returns. */
@Component
class ConfirmedImport {

    /** The id of the job. */
    public String job(@Body List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            throw ConfirmedMapping.notWaiting();
        }
        return String.valueOf(rows.get(0).get("job"));
    }
}
