package io.pledgeline.harness;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The packaged application as in the image: unpacked, with an archive of its classes, so that a restart costs less. */
final class UnpackedJar {

    private UnpackedJar() {}

    /** Unpacks the jar of {@code target} and gives what starts it, behind {@code java}. */
    static List<String> program(Path directory) throws IOException, InterruptedException {
        Path jar = jar();
        FileSystemUtils.deleteRecursively(directory);
        run(List.of("-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", directory.toString()));
        Path unpacked = directory.resolve(jar.getFileName());
        Path archive = directory.resolve("classes.jsa");
        List<String> training = new ArrayList<>(List.of("@jvm.args", "-XX:ArchiveClassesAtExit=" + archive));
        training.addAll(List.of("-Dspring.profiles.active=training", "-Dspring.context.exit=onRefresh"));
        training.addAll(List.of("-jar", unpacked.toString()));
        run(training);
        return List.of("@jvm.args", "-XX:SharedArchiveFile=" + archive, "-jar", unpacked.toString());
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("pledgeline-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new FileNotFoundException("target/pledgeline-*.jar: package it first"));
        }
    }

    private static void run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "unpacked-jar.log").toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("target/unpacked-jar.log says why the jar was not unpacked");
        }
    }
}
