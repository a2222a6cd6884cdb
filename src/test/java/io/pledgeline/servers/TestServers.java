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
        return start(PARENT, durable);
    }

    /**
     * @param parent holds nothing but the directories of such servers; what killed JVMs left in it is ended and deleted
     * @param durable writes reach the disk as in production
     */
    public static TestServers start(Path parent, boolean durable) {
        deleteLeftOver(parent);
        Path directory = parent.resolve(ProcessHandle.current().pid() + (durable ? "-durable" : ""))
                .toAbsolutePath();
        DirectoryLock lock = DirectoryLock.tryLock(directory).orElseThrow();
        Servers servers = Servers.in(directory, Ports.free(), Ports.free(), Ports.free(), durable);
        servers.start();
        return new TestServers(servers, directory, lock);
    }

    // A test JVM that was killed leaves its servers running.
    private static void deleteLeftOver(Path parent) {
        for (Path directory : children(parent)) {
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

    private static List<Path> children(Path parent) {
        try {
            Files.createDirectories(parent);
            try (Stream<Path> children = Files.list(parent)) {
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
