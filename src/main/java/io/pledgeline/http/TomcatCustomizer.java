package io.pledgeline.http;

import io.pledgeline.upkeep.Stopping;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Makes Tomcat send {@code 100 Continue} only when a body is read, so after key, scope, size and type were checked,
 * report its own errors as problems, and end bodies that still arrive when this process has to end.
 */
@Component
class TomcatCustomizer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final Stopping stopping;
    private final ObjectProvider<ArrivingBodies> bodies;

    TomcatCustomizer(Stopping stopping, ObjectProvider<ArrivingBodies> bodies) {
        this.stopping = stopping;
        this.bodies = bodies;
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.setProtocol(InterruptibleProtocol.class.getName());
        tomcat.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof InterruptibleProtocol protocol) {
                stopping.whenTimeIsUp(() -> {
                    // Answered first: Tomcat itself answers who meets the end of the input with 400.
                    bodies.getObject().refuse();
                    protocol.endInput();
                });
            }
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http11) {
                http11.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
            }
        });
        tomcat.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ErrorValve.class.getName());
            }
        });
    }
}
