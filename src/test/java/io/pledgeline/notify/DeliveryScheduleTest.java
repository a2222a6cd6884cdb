package io.pledgeline.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryScheduleTest {

    private static final List<Duration> WAITS = java.util.stream.Stream.of(
                    "PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT14H", "PT20H", "PT24H")
            .map(Duration::parse)
            .toList();

    @ParameterizedTest
    @CsvSource({
        "1, 500, '', PT5S",
        "2, 500, '', PT5M",
        "3, 404, '', PT30M",
        "4, 302, '', PT2H",
        "5, 500, '', PT5H",
        "6, 500, '', PT10H",
        "7, 500, '', PT14H",
        "8, 500, '', PT20H",
        "9, 500, '', PT24H",
        "10, 500, '', ''",
        "11, 500, '', ''",
        // Whoever asks for less gets the usual, whoever asks for more gets it, up to a day; others are not asked.
        "2, 429, 10, PT5M",
        "1, 429, 60, PT1M",
        "1, 503, 3600, PT1H",
        "1, 503, 999999999, PT24H",
        "1, 500, 3600, PT5S",
        "1, 429, soon, PT5S",
        "1, 503, 'Sun, 06 Nov 1994 08:49:37 GMT', PT5S",
        "1, 503, 'Sat, 06 Nov 2094 08:49:37 GMT', PT24H",
        "1, 410, '', ''"
    })
    void eachAttemptIsFollowedByALongerWait(int attempt, int status, String retryAfter, String wait) {
        Duration expected = wait.isEmpty() ? null : Duration.parse(wait);
        Outcome outcome = new Outcomes().answered(status, retryAfter.isEmpty() ? null : retryAfter);
        assertThat(new DeliverySchedule(TestSettings.of(WAITS), () -> 0).delay(attempt, outcome))
                .isEqualTo(expected);
        if (expected != null) {
            assertThat(new DeliverySchedule(TestSettings.of(WAITS), () -> 1).delay(attempt, outcome))
                    .isEqualTo(expected.plus(expected.dividedBy(10)));
        }
    }

    @Test
    void anythingOfTheTwoHundredsHasArrived() {
        assertThat(new Outcomes().answered(200, null).error()).isNull();
        assertThat(new Outcomes().answered(299, null).error()).isNull();
        assertThat(new Outcomes().answered(301, null).error()).isEqualTo("REDIRECT");
        assertThat(new Outcomes().answered(199, null).error()).isEqualTo("STATUS");
    }

    @Test
    void faultsHaveWordsOfOurs() {
        Outcomes outcomes = new Outcomes();
        assertThat(outcomes.failed(new IllegalStateException(new AddressRefusedException()))
                        .error())
                .isEqualTo("ADDRESS_REFUSED");
        assertThat(outcomes.failed(new java.net.UnknownHostException("x")).error())
                .isEqualTo("UNKNOWN_HOST");
        assertThat(outcomes.failed(new java.net.SocketTimeoutException("x")).error())
                .isEqualTo("TIMEOUT");
        assertThat(outcomes.failed(new javax.net.ssl.SSLHandshakeException("x")).error())
                .isEqualTo("TLS");
        assertThat(outcomes.failed(new java.net.ConnectException("x")).error()).isEqualTo("CONNECTION");
        assertThat(outcomes.failed(new IllegalStateException("x")).error()).isEqualTo("INTERNAL");
    }
}
