package io.pledgeline.http;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumerAware;
import org.apache.camel.component.rest.openapi.DefaultRestOpenapiProcessorStrategy;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.processor.RestBindingAdvice;
import org.apache.camel.support.processor.RestBindingAdviceFactory;
import org.apache.camel.support.processor.RestBindingConfiguration;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Serves exactly the operations of {@code openapi.yaml} that have a route {@code direct:<operationId>}.
 *
 * <p>Camel's own strategy maps each documented path with everything below it, for whatever media types the last
 * operation names, and answers an operation without a route with 200: that shadows upload routes and controllers.
 */
@Component("routedOperations")
class RoutedOperations extends DefaultRestOpenapiProcessorStrategy {

    private @Nullable RestBindingAdvice plain;

    /** Calls the route without the document's media types, of which Camel would answer all at once as Content-Type. */
    @Override
    public boolean process(
            OpenAPI document,
            Operation operation,
            String verb,
            String path,
            RestBindingAdvice binding,
            Exchange exchange,
            AsyncCallback callback) {
        return super.process(document, operation, verb, path, Objects.requireNonNull(plain), exchange, callback);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        RestBindingConfiguration nothing = new RestBindingConfiguration();
        nothing.setBindingMode("off");
        plain = RestBindingAdviceFactory.build(getCamelContext(), nothing);
        ServiceHelper.startService(plain);
    }

    @Override
    public void validateOpenApi(OpenAPI document, String basePath, PlatformHttpConsumerAware consumer) {
        PlatformHttpConsumer served = consumer.getPlatformHttpConsumer();
        ((PlatformHttpEndpoint) served.getEndpoint()).setMatchOnUriPrefix(false);
        PlatformHttpComponent http = getCamelContext().getComponent("platform-http", PlatformHttpComponent.class);
        Set<String> routed = routedNames();
        document.getPaths().forEach((path, item) -> {
            String verbs = item.readOperationsMap().entrySet().stream()
                    .filter(operation -> isRouted(operation.getValue(), routed))
                    .map(operation -> operation.getKey().name())
                    .sorted()
                    .collect(Collectors.joining(","));
            if (!verbs.isEmpty()) {
                http.addHttpEndpoint(basePath + path, verbs, null, null, served);
            }
        });
    }

    private static boolean isRouted(Operation operation, Set<String> routed) {
        return routed.contains(operation.getOperationId());
    }

    /** What follows {@code direct:} at the head of each route. */
    private Set<String> routedNames() {
        Set<String> names = new TreeSet<>();
        for (RouteDefinition route : ((ModelCamelContext) getCamelContext()).getRouteDefinitions()) {
            FromDefinition from = route.getInput();
            if (from != null
                    && from.getEndpointUri() != null
                    && from.getEndpointUri().startsWith("direct:")) {
                names.add(
                        from.getEndpointUri().replaceFirst("^direct:(//)?", "").replaceFirst("\\?.*$", ""));
            }
        }
        return names;
    }
}
