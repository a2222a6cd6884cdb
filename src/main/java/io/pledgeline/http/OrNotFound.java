package io.pledgeline.http;

import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets a body through and answers 404 when there is none: the step after a query for one thing. */
@Component("orNotFound")
class OrNotFound {

    public Object check(@Body @Nullable Object found) {
        if (found == null) {
            throw ProblemException.notFound();
        }
        return found;
    }
}
