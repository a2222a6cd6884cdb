package io.pledgeline.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** Runs servers on free ports and on data that this JVM deletes when they are closed. */
public record TestServers(Servers servers, Path directory, AutoCloseable lock) implements AutoCloseable {

    private static final Path PARENT = Path.of("target", "servers");

    /**
     * @param durable writes reach the disk as in production
     */
    public static TestServers start(boolean durable) {
        deleteLeftOver();
        Path directory = PARENT.resolve(ProcessHandle.current().pid() + (durable ? "-durable" : ""))
                .toAbsolutePath();
        DirectoryLock lock = DirectoryLock.tryLock(directory).orElseThrow();
        Servers servers = Servers.in(
                directory, ServerProcess.freePort(), ServerProcess.freePort(), ServerProcess.freePort(), durable);
        servers.start();
        return new TestServers(servers, directory, lock);
    }

    // A test JVM that was killed leaves its servers running.
    private static void deleteLeftOver() {
        for (Path directory : children()) {
            DirectoryLock.tryLock(directory).ifPresent(lock -> {
                try (lock) {
                    Servers.in(directory.toAbsolutePath(), 1, 1, 1, false).endLeftOver();
                    FileSystemUtils.deleteRecursively(directory);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static List<Path> children() {
        try {
            Files.createDirectories(PARENT);
            try (Stream<Path> children = Files.list(PARENT)) {
                return children.toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        servers.close();
        try {
            lock.close();
            FileSystemUtils.deleteRecursively(directory);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
