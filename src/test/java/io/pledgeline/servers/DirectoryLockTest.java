package io.pledgeline.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {

    @TempDir
    Path directory;

    @Test
    void askingAgainInTheSameJvmDoesNotOpenTheDirectoryToOthers() throws Exception {
        try (DirectoryLock ours = DirectoryLock.tryLock(directory).orElseThrow()) {
            assertThat(ours).isNotNull();
            assertThat(DirectoryLock.tryLock(directory)).isEmpty();
            assertThat(anotherJvmGetsIt()).isFalse();
        }
        assertThat(anotherJvmGetsIt()).isTrue();
    }

    private boolean anotherJvmGetsIt() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AnotherJvm.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(answer).isIn("true", "false");
        return Boolean.parseBoolean(answer);
    }

    /** Says whether it gets the lock. */
    public static final class AnotherJvm {

        private AnotherJvm() {}

        public static void main(String[] args) {
            System.out.println(DirectoryLock.tryLock(Path.of(args[0])).isPresent());
        }
    }
}
