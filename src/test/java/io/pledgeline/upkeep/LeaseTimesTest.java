package io.pledgeline.upkeep;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pledgeline.environment.InvalidSetting;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseTimesTest {

    @Test
    void timesThatFitAreTaken() {
        assertThatCode(() -> times(20, 20, 20, 20, 9, 21, 20)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "10, 20, 20, 20, 5, 60, 10, UPKEEP_RENEW_PERIOD must be less than half of LOAD_LEASE",
        "20, 20, 20, 4, 5, 60, 4, UPKEEP_RENEW_PERIOD must be less than half of JOBS_LEASE",
        "20, 20, 60, 20, 5, 60, 20, QUEUE_CLAIMIDLE must be more than AI_LEASE",
        "20, 19, 20, 20, 5, 60, 20, DATABASE_IDLEINTRANSACTIONTIMEOUT must be at most SPLIT_LEASE",
    })
    void timesThatDoNotFitEndTheStartWithTheNameOfOne(
            int load, int split, int ai, int jobs, int renewal, int claimIdle, int idle, String told) {
        assertThatThrownBy(() -> times(load, split, ai, jobs, renewal, claimIdle, idle))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage(told);
    }

    private static LeaseTimes times(int... seconds) {
        return new LeaseTimes(
                Duration.ofSeconds(seconds[0]),
                Duration.ofSeconds(seconds[1]),
                Duration.ofSeconds(seconds[2]),
                new JobSettings(Duration.ofSeconds(seconds[3]), 5),
                Duration.ofSeconds(seconds[4]),
                Duration.ofSeconds(seconds[5]),
                Duration.ofSeconds(seconds[6]));
    }
}
