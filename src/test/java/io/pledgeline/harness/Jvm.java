package io.pledgeline.harness;

import io.pledgeline.servers.AtExit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One process of the harness: a JVM with a log for each of its runs, which can be killed and started again. */
final class Jvm implements AutoCloseable {

    private final String name;
    private final Path directory;
    private final List<String> command;
    private final Map<String, String> environment;
    private Process process;
    private final List<String> broken = new CopyOnWriteArrayList<>();
    private int runs;
    private boolean closed;

    /**
     * Describes a process; nothing runs yet.
     *
     * @param command what comes behind {@code java}
     */
    Jvm(String name, Path directory, List<String> command, Map<String, String> environment) {
        this.name = name;
        this.directory = directory;
        this.command = command;
        this.environment = environment;
        AtExit.close(this::close);
    }

    synchronized void start() {
        if (closed) {
            return;
        }
        runs++;
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // By this a process that outlived its harness is known.
        words.add("-Dharness=" + directory);
        words.addAll(command);
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment().putAll(environment);
        try {
            process = builder.start();
            process.onExit().thenAccept(this::startAgain);
            Files.writeString(directory.resolve(name + ".pid"), Long.toString(process.pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As whatever supervises it does: it ends by itself where it starts while a server is away. */
    private synchronized void startAgain(Process ended) {
        if (ended != process) {
            return;
        }
        try {
            if (!Files.readString(log()).contains("Application run failed")) {
                broken.add(log().getFileName() + " ends with status " + ended.exitValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    /** Runs that ended by themselves although they had started, or that do not say why. */
    List<String> broken() {
        return broken;
    }

    /** Ends the process as {@code kill -9} does. */
    synchronized void kill() {
        Process ending = process;
        process = null;
        if (ending != null) {
            try {
                ending.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Asks the process to end, as whoever rolls a new version out does, who also has no patience for longer. */
    synchronized void stop() throws InterruptedException {
        Process ending = process;
        process = null;
        if (ending != null) {
            ending.destroy();
            if (!ending.waitFor(30, TimeUnit.SECONDS)) {
                ending.destroyForcibly();
                throw new IllegalStateException(name + " has not ended 30 s after SIGTERM");
            }
        }
    }

    /** Lets the process stand still, as a machine does that is moved, and then go on as if nothing had been. */
    void pause(Duration time) throws InterruptedException {
        signal("STOP");
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } finally {
            signal("CONT");
        }
    }

    private synchronized void signal(String name) throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    String name() {
        return name;
    }

    /** What the present run writes. */
    synchronized Path log() {
        return directory.resolve(name + "-" + runs + ".log");
    }

    @Override
    public synchronized void close() {
        closed = true;
        kill();
    }

    /** Ends the processes that a killed harness left running on this directory. */
    static void endLeftOver(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".pid")).toList()) {
                ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                        .filter(left -> List.of(left.info().arguments().orElse(new String[0]))
                                .contains("-Dharness=" + directory))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
