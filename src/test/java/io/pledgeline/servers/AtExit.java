package io.pledgeline.servers;

import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.test.util.ReflectionTestUtils;

/** Closes servers when the JVM ends, after Spring has closed every application that uses them. */
public final class AtExit {

    private AtExit() {}

    public static void close(Runnable servers) {
        // Spring's hook is otherwise installed only once an application runs, and some tests run none.
        Object hook = ReflectionTestUtils.getField(SpringApplication.class, "shutdownHook");
        ReflectionTestUtils.invokeMethod(Objects.requireNonNull(hook), "enableShutdownHookAddition");
        SpringApplication.getShutdownHandlers().add(servers);
    }
}
