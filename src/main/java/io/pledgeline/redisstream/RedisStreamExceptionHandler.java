package io.pledgeline.redisstream;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that a message failed and the class of its exception, unless the endpoint's option {@code exceptionHandler} names
 * another one.
 *
 * <p>Camel's own writes the exception with its messages, which may quote a message's body or a cell.
 */
class RedisStreamExceptionHandler implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStreamExceptionHandler.class);

    @Override
    public void handleException(Throwable exception) {
        handleException("A message failed", null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, @Nullable Exchange exchange, Throwable exception) {
        LOG.warn("{}: {}", message, exception.getClass().getName());
    }
}
