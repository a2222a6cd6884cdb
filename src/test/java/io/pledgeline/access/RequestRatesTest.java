package io.pledgeline.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pledgeline.http.ProblemException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestRatesTest {

    @Test
    void aKeyHasItsBurstAndThenHasToWaitWhileOthersHaveTheirs() {
        RequestRates rates = new RequestRates(new RequestLimits(1, 600));
        UUID key = UUID.randomUUID();
        for (int i = 0; i < 600; i++) {
            rates.take(key);
        }
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> rates.take(key));
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.code()).isEqualTo("RATE_LIMITED");
        assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(600));
        rates.take(UUID.randomUUID());
    }
}
