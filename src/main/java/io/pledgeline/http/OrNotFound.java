package io.pledgeline.http;

import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** Lets rows through and answers 404 when there are none: the step after a query for one thing. */
@Component("orNotFound")
class OrNotFound {

    public List<Map<String, Object>> check(@Body List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            throw ProblemException.notFound();
        }
        return rows;
    }
}
