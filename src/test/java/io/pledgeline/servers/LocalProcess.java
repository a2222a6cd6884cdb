package io.pledgeline.servers;

import io.pledgeline.LocalApplication;
import io.pledgeline.RealServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The local run in a JVM of its own on free ports, to be killed and started again on the same data. */
public final class LocalProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private Process process;
    private int runs;

    /** Describes a run on the data of the directory; nothing runs yet. */
    public LocalProcess(Path directory) {
        this.directory = directory;
        environment.put("LOCAL_DIR", directory.toString());
        environment.put("PLEDGELINE_API_KEY", RealServices.API_KEY);
        for (String variable : List.of("SERVER_PORT", "LOCAL_POSTGRES_PORT", "LOCAL_REDIS_PORT", "LOCAL_S3_PORT")) {
            environment.put(variable, Integer.toString(Ports.free()));
        }
    }

    /** Holds what the process is told beside the variables of the test's own process; to be added to before the start. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Starts the run and waits until it has told where it listens. */
    public Process start(String... arguments) throws IOException {
        // Surefire's own class path may be one jar that only names the others.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        runs++;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                LocalApplication.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        Process started = process;
        Awaitility.await("the start, whose log is " + log())
                .atMost(START)
                .failFast("The process ended", () -> !started.isAlive())
                .until(() -> Files.readString(log()).contains("curl "));
        return started;
    }

    /** Ends the JVM as {@code kill -9} does; PostgreSQL and Redis outlive it. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What the last run writes. */
    public Path log() {
        return directory.resolve("process-" + runs + ".log");
    }

    public int webPort() {
        return port("SERVER_PORT");
    }

    public PostgresServer postgres() {
        return new PostgresServer(directory, port("LOCAL_POSTGRES_PORT"), true);
    }

    public RedisServer redis() {
        return new RedisServer(directory, port("LOCAL_REDIS_PORT"), true);
    }

    int port(String variable) {
        return Integer.parseInt(environment.get(variable));
    }

    /** Kills what still runs, the servers too. */
    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
        Servers.in(directory, 1, 1, 1, true).endLeftOver();
    }
}
