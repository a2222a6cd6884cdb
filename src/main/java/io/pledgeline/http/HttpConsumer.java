package io.pledgeline.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the requests of one {@code platform-http} endpoint: who calls goes into the variables {@code merchant} and
 * {@code apiKey}, the route's message comes back as the answer (JSON unless it says otherwise), and an exception as
 * a problem.
 */
class HttpConsumer extends SpringBootPlatformHttpConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConsumer.class);
    private static final Duration BUSY_RETRY = Duration.ofSeconds(10);

    private final RequestBinding binding;
    private final ProblemAnswers answers;
    private final ArrivingBodies bodies;
    private final Executor threads;

    HttpConsumer(
            PlatformHttpEndpoint endpoint,
            Processor processor,
            RequestBinding binding,
            ProblemAnswers answers,
            ArrivingBodies bodies,
            Executor threads) {
        super(endpoint, processor, threads);
        this.binding = binding;
        this.answers = answers;
        this.bodies = bodies;
        this.threads = threads;
    }

    /** Called by Spring MVC; the request stays open until the future ends. */
    @Override
    public CompletableFuture<Void> service(HttpServletRequest request, HttpServletResponse response) {
        try {
            return CompletableFuture.runAsync(() -> serve(request, response), threads);
        } catch (RejectedExecutionException e) {
            throw new ProblemException(503, "TOO_BUSY", "Too many requests are being worked on.", BUSY_RETRY);
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) {
        try {
            handleService(request, response);
        } catch (Exception failure) {
            try {
                answers.answer(response, failure, getEndpoint().getPath());
            } catch (Exception unanswerable) {
                LOG.debug("The answer of {} could not be sent", getEndpoint().getPath(), unanswerable);
            }
        }
    }

    @Override
    protected void handleService(HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (isSuspended()) {
            throw ProblemException.beingStopped();
        }
        if (!getEndpoint().isUseStreaming()) {
            handle(request, response, null);
            return;
        }
        ArrivingBody body = bodies.open(request.getInputStream(), response);
        try {
            handle(request, response, body);
        } finally {
            bodies.close(body);
        }
    }

    private void handle(HttpServletRequest request, HttpServletResponse response, @Nullable ArrivingBody body)
            throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.setPattern(ExchangePattern.InOut);
            binding.readRequest(request, exchange.getIn());
            if (body != null) {
                exchange.getIn().setBody(body);
            }
            ReflectedHeaders reflected = ReflectedHeaders.of(exchange.getIn());
            Caller.of(request)
                    .ifPresentOrElse(
                            caller -> {
                                exchange.setVariable("merchant", caller.merchant());
                                exchange.setVariable("apiKey", caller.apiKey());
                            },
                            () -> PresentedSecret.of(request)
                                    .ifPresent(secret -> exchange.setVariable("secret", secret)));
            createUoW(exchange);
            try {
                getProcessor().process(exchange);
                reflected.removeFrom(exchange.getMessage());
                write(exchange, response);
            } finally {
                doneUoW(exchange);
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void write(Exchange exchange, HttpServletResponse response) throws Exception {
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        Message answer = exchange.getMessage();
        boolean empty = answer.getBody() == null || "".equals(answer.getBody());
        if (!empty && answer.getHeader(Exchange.CONTENT_TYPE) == null) {
            answer.setHeader(Exchange.CONTENT_TYPE, "application/json");
        }
        try {
            binding.writeResponse(exchange, response);
        } catch (Exception failure) {
            if (!Causes.isClientGone(failure)) {
                throw failure;
            }
            LOG.debug("The client left while {} answered", getEndpoint().getPath());
        }
    }
}
