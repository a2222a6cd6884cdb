package io.pledgeline.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** Runs a Redis whose data stays in a directory; it daemonizes, so Ctrl-C in a terminal does not reach it. */
public final class RedisServer implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(15);

    private final Path data;
    private final int port;
    private final boolean durable;

    /**
     * @param durable keeps an append-only file; without, a stop forgets everything
     */
    public RedisServer(Path directory, int port, boolean durable) {
        this.data = directory.toAbsolutePath().normalize().resolve("redis");
        this.port = port;
        this.durable = durable;
    }

    /** Starts the server on the data found; one left over by an earlier run is ended first. */
    public void start() {
        stop();
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>(List.of(Binaries.redisServer().toString()));
        // A rewritten process title would hide the directory, by which a left-over server is known.
        command.addAll(List.of(
                "--set-proc-title",
                "no",
                "--daemonize",
                "yes",
                "--pidfile",
                pidFile().toString()));
        command.addAll(List.of(
                "--dir", data.toString(), "--logfile", data.resolve("redis.log").toString()));
        command.addAll(List.of("--bind", "127.0.0.1", "--port", Integer.toString(port)));
        // One for each context of the tests, more than the sixteen that it has otherwise.
        command.addAll(List.of("--databases", "256"));
        command.addAll(List.of("--maxmemory-policy", "noeviction", "--save", ""));
        command.addAll(List.of("--appendonly", durable ? "yes" : "no"));
        ServerProcess.run(command, data.resolve("redis.log"));
        awaitReady();
    }

    /** Ends the server after its append-only file is on disk. */
    public void stop() {
        process().ifPresent(process -> ServerProcess.end(process, "TERM"));
    }

    /** Ends the server as in a crash. */
    public void crash() {
        process().ifPresent(process -> ServerProcess.end(process, "KILL"));
    }

    public boolean isRunning() {
        return process().isPresent();
    }

    @Override
    public void close() {
        stop();
    }

    public int port() {
        return port;
    }

    /** Gives the URL in the form of {@code REDIS_URL}. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public void flushAll() {
        command("FLUSHALL");
    }

    /** Sends an inline command and gives the first line of the answer, e.g. {@code +OK}. */
    public String command(String command) {
        try {
            return ask(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(String command) throws IOException {
        try (var socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            String answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (answer == null || answer.startsWith("-")) {
                throw new IOException("Redis answered " + answer);
            }
            return answer;
        }
    }

    // The port opens before the append-only file is read.
    private void awaitReady() {
        Awaitility.await("an answer of Redis, whose log is " + data.resolve("redis.log"))
                .atMost(READY)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> ask("PING"), "+PONG"::equals);
    }

    private Path pidFile() {
        return data.resolve("redis.pid");
    }

    private Optional<ProcessHandle> process() {
        return ServerProcess.find(pidFile(), "redis-server", data);
    }
}
