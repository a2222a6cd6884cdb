package io.pledgeline.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Finds, starts and ends the processes of servers that outlive this JVM. */
final class ServerProcess {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(30);

    private ServerProcess() {}

    /** Gives the process that the pid file names, if it is that program and works in that directory. */
    static Optional<ProcessHandle> find(Path pidFile, String program, Path directory) {
        try (Stream<String> lines = Files.lines(pidFile)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(pid -> pid.matches("\\d+"))
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                    .filter(process -> isOurs(process.info(), program, directory));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    // A number alone may meanwhile belong to anything: both program and directory must be the ones we gave it.
    private static boolean isOurs(ProcessHandle.Info info, String program, Path directory) {
        List<String> words = List.of(info.arguments().orElse(new String[0]));
        return info.command()
                        .map(Path::of)
                        .filter(path -> path.endsWith(program))
                        .isPresent()
                && words.contains(directory.toString());
    }

    /** Runs a program that starts a server in the background, and waits until the program itself has ended. */
    static void run(List<String> command, Path log) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " has not ended after " + START + "; see " + log);
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(command + " ended with " + process.exitValue() + "; see " + log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends the signal (a name such as {@code INT}) and waits for the end of the process. */
    static void end(ProcessHandle process, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            process.onExit().get(END.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Process " + process.pid() + " does not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
