package io.pledgeline.unpack;

import static org.awaitility.Awaitility.await;

import io.pledgeline.intake.FileKind;
import io.pledgeline.split.Profile;
import io.pledgeline.split.Slice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Unpacks files as {@code unpack-workbook} does, but into memory. */
final class Opened {

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private final ContainerOpener opener =
            new ContainerOpener(new UnpackSettings(DataSize.ofMegabytes(64), 200, 1000, DataSize.ofMegabytes(64)));

    private final Set<Path> before = temporaryFiles();

    /**
     * The plain files that come out of a file, by name.
     *
     * @param sheet of an Excel workbook; null for the first
     * @throws io.pledgeline.split.SplitFailedException with the reason for which it is given up
     */
    Map<String, byte[]> files(String filename, byte[] file, @Nullable String sheet) throws IOException {
        FileKind kind = FileKind.of(file, file.length);
        Slice slice = new Slice(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                0,
                filename,
                "bucket",
                "key",
                null,
                file.length,
                null,
                false,
                sheet,
                false,
                null,
                null,
                0,
                1,
                1,
                1,
                null);
        Unpacking unpacking = opener.open(new ByteArrayInputStream(file), slice, new Profile.Packed(kind));
        Map<String, byte[]> files = new LinkedHashMap<>();
        try {
            while (unpacking.hasNext()) {
                PackedFile packed = unpacking.next();
                files.put(packed.name(), bytes(packed));
            }
            return files;
        } finally {
            unpacking.release();
        }
    }

    private static byte[] bytes(PackedFile packed) {
        try (InputStream content = packed.content()) {
            return PlainContent.of(packed).bytes().readAllBytes();
        } catch (IOException e) {
            throw Refusal.corrupt(packed.name());
        }
    }

    /** The only file of a container. */
    String text(String filename, byte[] file, @Nullable String sheet) throws IOException {
        return new String(files(filename, file, sheet).values().iterator().next(), StandardCharsets.UTF_8);
    }

    /** The same of this application's own files only: the reader leaves its file when it cannot open a damaged workbook. */
    void untilNothingOfOursIsLeft() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> temporaryFiles().stream()
                        .filter(file -> !before.contains(file))
                        .noneMatch(file -> file.getFileName().toString().startsWith("pledgeline-")));
    }

    /** Waits until all temporary files are gone that came into being since; those of other processes do go. */
    void untilNothingIsLeft() {
        await().atMost(Duration.ofSeconds(20)).until(() -> before.containsAll(temporaryFiles()));
    }

    private static Set<Path> temporaryFiles() {
        return Stream.of(TEMPORARY, TEMPORARY.resolve("poifiles"))
                .flatMap(Opened::list)
                .filter(file -> file.getFileName().toString().matches("(pledgeline-unpack-|poi-shared-strings).*"))
                .collect(Collectors.toSet());
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
