package io.pledgeline.servers;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;
import redis.embedded.core.ExecutableProvider;

/** Unpacks the servers' programs out of their jars, once for all runs of one user. */
final class Binaries {

    private static final String VERSION = "18.6.0-6.2";

    private Binaries() {}

    /** Gives the folder that holds {@code bin/initdb}, {@code bin/pg_ctl} and {@code bin/postgres}. */
    static Path postgres() {
        return home().resolve("postgres");
    }

    static Path redisServer() {
        return home().resolve("redis-server");
    }

    private static synchronized Path home() {
        Path home = Path.of(System.getProperty("java.io.tmpdir"))
                .resolve("pledgeline-servers-" + System.getProperty("user.name") + "-" + VERSION);
        if (Files.isDirectory(home)) {
            return home;
        }
        try {
            Path unpacked = Files.createTempDirectory(home.getParent(), home.getFileName() + "-");
            unpackPostgres(unpacked.resolve("postgres"));
            File redis =
                    ExecutableProvider.newJarResourceProvider(unpacked.toFile()).get();
            Files.move(redis.toPath(), unpacked.resolve("redis-server"));
            publish(unpacked, home);
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Another JVM may have been as fast; then its files serve as well.
    private static void publish(Path unpacked, Path home) throws IOException {
        try {
            Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
            FileSystemUtils.deleteRecursively(unpacked);
        } catch (IOException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
            FileSystemUtils.deleteRecursively(unpacked);
        }
    }

    private static void unpackPostgres(Path to) throws IOException {
        Resource archive = Stream.of(
                        new PathMatchingResourcePatternResolver().getResources("classpath*:postgres-*.txz"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No PostgreSQL for this system on the class path"));
        try (InputStream in = archive.getInputStream();
                var tar = new TarArchiveInputStream(new XZInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = to.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, file);
                    file.toFile().setExecutable((entry.getMode() & 0100) != 0, false);
                }
            }
        }
    }
}
