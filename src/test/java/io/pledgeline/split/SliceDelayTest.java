package io.pledgeline.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class SliceDelayTest {

    @Test
    void anAttemptThatTheObjectStoreSpoiltDoesNotCount() {
        assertThat((Boolean) serverIsAway(SdkClientException.create("no answer")))
                .isTrue();
        assertThat((Boolean) serverIsAway(new IllegalStateException(readingABrokenObject())))
                .isTrue();
    }

    @Test
    void anAttemptThatTheDatabaseSpoiltDoesNotCountWhileItIsAway() {
        assertThat((Boolean) serverIsAway(new IllegalStateException(new SQLException("I/O error", "08006"))))
                .isTrue();
        assertThat((Boolean) serverIsAway(new SQLException("terminating connection", "57P01")))
                .isTrue();
        assertThat((Boolean) serverIsAway(new SQLTransientConnectionException("no connection in time")))
                .isTrue();
        assertThat((Boolean) serverIsAway(new SQLException("canceling statement due to statement timeout", "57014")))
                .isFalse();
    }

    @Test
    void anAttemptThatTheFileItselfSpoiltCounts() {
        // As camel-csv and Jackson tell that they cannot read or write something, which they never will.
        assertThat((Boolean) serverIsAway(new UncheckedIOException(new IOException("invalid"))))
                .isFalse();
        assertThat((Boolean) serverIsAway(new IllegalStateException("bug"))).isFalse();
    }

    private static Throwable readingABrokenObject() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Connection reset");
            }
        };
        RecordCutter cutter = new RecordCutter(broken, 0, 1, ',', new Limits(100, 1 << 20, 1 << 20, 100));
        return catchThrowable(() -> assertThat(cutter.hasNext()).isTrue());
    }

    private static Object serverIsAway(Throwable failure) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        return new SliceDelay()
                .parameters(exchange, UUID.randomUUID().toString())
                .get("serverIsAway");
    }
}
