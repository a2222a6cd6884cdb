package io.pledgeline.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a directory to one JVM; the system gives it back when that JVM dies, however it dies. */
final class DirectoryLock implements AutoCloseable {

    // POSIX: closing any channel to a file gives up every lock that this JVM has on it, so ours are not even opened
    // again.
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Gives the lock, or nothing while somebody has it, be it another JVM or this one. */
    static synchronized Optional<DirectoryLock> tryLock(Path anyForm) {
        Path directory = anyForm.toAbsolutePath().normalize();
        if (OURS.contains(directory)) {
            return Optional.empty();
        }
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(file(directory), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            OURS.add(directory);
            return Optional.of(new DirectoryLock(directory, channel));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the process that has the lock, as far as it is known. */
    static String holder(Path directory) {
        try {
            return Files.readString(file(directory)).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static Path file(Path directory) {
        return directory.resolve("lock");
    }

    @Override
    public void close() {
        try {
            channel.close();
            OURS.remove(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
