package io.pledgeline.jobs;

import io.pledgeline.http.ProblemException;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says in which form the errors of a job are asked for. */
@Component
class ErrorsForm {

    /** Whether the rows themselves are, as CSV; a link cannot say what it accepts and asks for a download. */
    public boolean isCsv(@Header("Accept") @Nullable String accept, @Header("download") @Nullable String download) {
        if (download != null && !download.isEmpty() && !download.equals("csv")) {
            throw ProblemException.invalidParameter("download", "is csv.");
        }
        return "csv".equals(download) || (accept != null && accept.contains("text/csv"));
    }

    /** Whether each error is to be shown with the cells of its row. */
    public boolean isWithCells(@Header("context") @Nullable String context) {
        if (context != null && !context.matches("|true|false")) {
            throw ProblemException.invalidParameter("context", "is true or false.");
        }
        return "true".equals(context);
    }
}
