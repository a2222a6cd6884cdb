package io.pledgeline.servers;

import io.pledgeline.Application;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The application in a JVM of its own, on servers that somebody else runs. */
public final class ApplicationProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);

    private final Process process;
    private final int port;

    private ApplicationProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param environment what it is told, beside the variables of this process and a free port
     */
    public static ApplicationProcess start(Map<String, String> environment, Path log) throws IOException {
        // Surefire's own class path may be one jar that only names the others.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        int port = Ports.free();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        Application.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("SERVER_ADDRESS", "127.0.0.1");
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().putAll(environment);
        ApplicationProcess started = new ApplicationProcess(builder.start(), port);
        Awaitility.await("the start, whose log is " + log)
                .atMost(START)
                .failFast("The process ended", () -> !started.process.isAlive())
                .until(started::isReady);
        return started;
    }

    public int port() {
        return port;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it says that it wants requests. */
    public boolean isReady() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness")
                            .toURL()
                            .openConnection();
            connection.setReadTimeout(10_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Tells it to stop, as whoever runs it does: SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Waits for its end and gives its code, which is 143 after SIGTERM. */
    public int awaitEnd(Duration longest) throws InterruptedException {
        if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("The process has not ended within " + longest);
        }
        return process.exitValue();
    }

    /** Kills it if it still runs. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
