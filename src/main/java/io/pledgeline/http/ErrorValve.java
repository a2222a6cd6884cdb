package io.pledgeline.http;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** Answers requests so broken that Tomcat turns them away itself, where it would send an HTML page. */
public class ErrorValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String code = status < 500 ? "BAD_REQUEST" : "INTERNAL_ERROR";
        try {
            response.setContentType(Problem.MEDIA_TYPE);
            response.setCharacterEncoding("UTF-8");
            response.getReporter()
                    .write("{\"type\":\"about:blank\",\"title\":\"Error\",\"status\":" + status + ",\"detail\":"
                            + "\"The request cannot be understood.\",\"code\":\"" + code + "\"}");
            response.finishResponse();
        } catch (IOException | IllegalStateException clientGone) {
            getContainer().getLogger().debug("The error could not be sent", clientGone);
        }
    }
}
