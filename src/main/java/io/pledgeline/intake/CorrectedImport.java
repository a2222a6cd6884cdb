package io.pledgeline.intake;

import io.pledgeline.database.Row;
import io.pledgeline.http.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Lets an upload of corrected rows be imported as the import was in which they failed, or refuses it. */
@Component
class CorrectedImport {

    private static final Set<String> RUNNING = Set.of("PENDING", "PROCESSING");

    /** @param found the row of {@code find-corrected.sql} */
    public Upload take(@Variable("upload") Upload upload, @Body List<Map<String, Object>> found) {
        if (found.isEmpty()) {
            throw new ProblemException(404, "NOT_FOUND", "corrects: there is no import with this id.");
        }
        Row former = new Row(found.get(0));
        if (RUNNING.contains(former.text("status"))) {
            throw new ProblemException(409, "STILL_RUNNING", "The import that this file corrects has not ended yet.");
        }
        if (former.isTrue("blocked")) {
            throw new ProblemException(
                    409, "NOTHING_TO_CORRECT", "Nothing of the file was imported: send all of it again, corrected.");
        }
        if (former.isTrue("expired")) {
            throw new ProblemException(
                    409,
                    "EXPIRED",
                    "Which rows of that import failed is no longer kept: send them as a file of their own.");
        }
        ImportOptions options = upload.options();
        String campaign = former.text("campaign");
        if (options.campaign() != null && !options.campaign().equals(campaign)) {
            throw ProblemException.invalidParameter("campaign", "must be that of the corrected import, or left out.");
        }
        if (options.platform() != null && !options.platform().equals(former.textOrNull("platform"))) {
            throw ProblemException.invalidParameter("platform", "must be that of the corrected import, or left out.");
        }
        if (options.manual()) {
            throw ProblemException.invalidParameter(
                    "start", "corrected rows are read as the import was in which they failed.");
        }
        return upload.with(options.like(campaign, former.text("mode")));
    }
}
