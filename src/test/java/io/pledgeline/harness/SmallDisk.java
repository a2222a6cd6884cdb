package io.pledgeline.harness;

import io.pledgeline.servers.AtExit;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A disk of a few megabytes for the temporary files of the processes, which can be filled to the last byte. */
final class SmallDisk implements AutoCloseable {

    private final Path directory;
    private final boolean mounted;

    private SmallDisk(Path directory, boolean mounted) {
        this.directory = directory;
        this.mounted = mounted;
    }

    /** Mounts the disk where the system lets us; else it is a folder of the big disk, which cannot be filled. */
    static SmallDisk mount(Path directory, String size) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", directory.toString());
        var disk = new SmallDisk(directory, mounted);
        AtExit.close(disk::close);
        return disk;
    }

    Path directory() {
        return directory;
    }

    boolean canBeFilled() {
        return mounted;
    }

    void fill() {
        byte[] block = new byte[1 << 12];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // Now it is full.
        }
    }

    void clear() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path filler() {
        return directory.resolve("filler");
    }

    @Override
    public void close() {
        if (mounted) {
            unmount(directory);
        }
    }

    /** Takes away what an earlier harness mounted here, if it did. */
    static void unmount(Path directory) {
        // Lazily: a process that is being killed may still hold a file.
        run("umount", "-l", directory.toString());
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
