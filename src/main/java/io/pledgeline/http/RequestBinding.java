package io.pledgeline.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpBinding;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Reads a request into a message: the body as the connection's own stream on streaming endpoints, else as text of a
 * bounded size; the query as headers.
 */
class RequestBinding extends SpringBootPlatformHttpBinding {

    private final boolean streaming;
    private final int maxBody;

    RequestBinding(boolean streaming, DataSize maxBody) {
        this.streaming = streaming;
        this.maxBody = Math.toIntExact(maxBody.toBytes());
        setHeaderFilterStrategy(new AnswerHeaders());
        setMapHttpMessageBody(false);
        setMapHttpMessageFormUrlEncodedBody(false);
    }

    @Override
    public void readRequest(HttpServletRequest request, Message message) {
        super.readRequest(request, message);
        try {
            message.setBody(parseBody(request, message));
        } catch (IOException e) {
            throw new RuntimeCamelException("The body could not be read", e);
        }
    }

    @Override
    public Object parseBody(HttpServletRequest request, Message message) throws IOException {
        if (streaming) {
            return request.getInputStream();
        }
        byte[] body = request.getInputStream().readNBytes(maxBody + 1);
        if (body.length > maxBody) {
            throw new ProblemException(413, "TOO_LARGE", "The body is larger than " + maxBody + " bytes.");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Reads the query only: the servlet's parameters would consume a body that calls itself a form. */
    @Override
    protected void populateRequestParameters(HttpServletRequest request, Message message) {
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            String name = decode(parts[0]);
            String value = parts.length == 2 ? decode(parts[1]) : "";
            if (!name.isEmpty()
                    && !getHeaderFilterStrategy().applyFilterToExternalHeaders(name, value, message.getExchange())) {
                message.removeHeader(name);
                message.setHeader(name, value);
            }
        }
        pathVariables(request).forEach(message::setHeader);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> pathVariables(HttpServletRequest request) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables == null ? Map.of() : (Map<String, String>) variables;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalidParameter("query", "has a broken percent escape.");
        }
    }
}
