package io.pledgeline.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pledgeline.RealServices;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseStartTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aDatabaseThatDoesNotAnswerIsWaitedForAndSaidOnce(CapturedOutput output) {
        assertThatThrownBy(() -> await("postgres://pledgeline:secret@127.0.0.1:1/pledgeline"))
                .hasMessage("DATABASE_URL names a PostgreSQL that did not answer within 1 s (SQLSTATE 08001)");
        assertThat(output).containsOnlyOnce("PostgreSQL does not answer yet").doesNotContain("secret");
    }

    @Test
    void aDatabaseThatDoesNotExistIsNotWaitedFor(CapturedOutput output) {
        String url = RealServices.shared().postgres().url();

        assertThatCode(() -> await(url)).doesNotThrowAnyException();
        assertThatThrownBy(() -> await(url + "-missing"))
                .hasMessage("DATABASE_URL names a user, password or database that PostgreSQL refuses (SQLSTATE 3D000)");
        assertThat(output).doesNotContain("does not answer");
    }

    @Test
    void anOldPostgresIsRefused() {
        assertThatThrownBy(() -> DatabaseStart.checkVersion(17))
                .hasMessage("DATABASE_URL names a PostgreSQL 17; Pledgeline needs 18 or newer");
    }

    private static void await(String url) {
        var settings = new DatabaseSettings(url, SECOND, SECOND, SECOND, SECOND);
        new DatabaseStart(DatabaseConnection.from(settings), settings.startWait()).await();
    }
}
