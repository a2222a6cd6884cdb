package io.pledgeline.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteFaultTest {

    @ParameterizedTest
    @CsvSource({
        "22003, POISON",
        "23514, POISON",
        "23503, PASSING",
        "08006, DATABASE_AWAY",
        "57P01, DATABASE_AWAY",
        "40P01, PASSING",
        "40001, PASSING",
        "53300, PASSING",
        "42P01, LASTING"
    })
    void theStateOfTheDatabaseDecides(String state, WriteFault fault) {
        assertThat(WriteFault.of(new IllegalStateException(new SQLException("", state))))
                .isEqualTo(fault);
    }

    @Test
    void aConnectionThatThePoolHasClosedMeanwhileIsAFaultThatPasses() {
        // What HikariCP throws when it has evicted a broken connection that is still in use: without a state.
        assertThat(WriteFault.of(new SQLException("Connection is closed"))).isEqualTo(WriteFault.PASSING);
    }

    @Test
    void aPoolThatFindsNoConnectionMeansThatTheDatabaseIsAway() {
        assertThat(WriteFault.of(new SQLTransientConnectionException("Connection is not available")))
                .isEqualTo(WriteFault.DATABASE_AWAY);
    }
}
