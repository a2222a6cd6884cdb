package io.pledgeline.http;

import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Runs {@code platform-http} routes in place of Camel's own engine, which reads whole bodies before a route starts
 * and works on eight threads.
 */
@Component("platform-http-engine")
class HttpEngine implements PlatformHttpEngine {

    private final HttpExecutors executors;
    private final ProblemAnswers answers;
    private final ArrivingBodies bodies;
    private final HttpSettings settings;
    private final int port;

    HttpEngine(
            HttpExecutors executors,
            ProblemAnswers answers,
            ArrivingBodies bodies,
            HttpSettings settings,
            @Value("${server.port:8080}") int port) {
        this.executors = executors;
        this.answers = answers;
        this.bodies = bodies;
        this.settings = settings;
        this.port = port;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        endpoint.setPopulateBodyWithForm(false);
        RequestBinding binding = new RequestBinding(endpoint.isUseStreaming(), settings.maxBody());
        return new HttpConsumer(
                endpoint,
                processor,
                binding,
                answers,
                bodies,
                endpoint.isUseStreaming() ? executors.uploads() : executors.api());
    }

    @Override
    public int getServerPort() {
        return port;
    }
}
