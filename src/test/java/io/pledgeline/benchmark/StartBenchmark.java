package io.pledgeline.benchmark;

import static io.pledgeline.benchmark.Findings.number;

import io.pledgeline.servers.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/** From the start of the process to its readiness: the plain jar, unpacked, and with the start-up archive of the image. */
final class StartBenchmark {

    private static final Path UNPACKED = Benchmarks.DIRECTORY.resolve("unpacked");

    private final int starts = Integer.getInteger("starts", 5);
    private final String heap = System.getProperty("heap", "256m");
    /** Home of another JDK, 25 or newer, such as the image has; empty leaves it out. */
    private final String other = System.getProperty("jdk", "");

    static void run(Servers servers, Findings findings) throws Exception {
        new StartBenchmark().measure(servers, findings);
    }

    private void measure(Servers servers, Findings findings) throws Exception {
        String java = java(System.getProperty("java.home"));
        Path jar = PackagedApplication.jar();
        FileSystemUtils.deleteRecursively(UNPACKED);
        run(java, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", UNPACKED.toString());
        String unpacked = UNPACKED.resolve(jar.getFileName()).toString();

        Map<String, List<String>> commands = new LinkedHashMap<>();
        String here = "JDK " + Runtime.version().feature();
        commands.put(here + ", jar", command(java, List.of(), jar.toString()));
        commands.put(here + ", unpacked", command(java, List.of(), unpacked));
        if (!other.isEmpty()) {
            String archive = UNPACKED.resolve("pledgeline.aot").toString();
            // As the Dockerfile does it.
            run(
                    java(other),
                    "@jvm.args",
                    "-XX:AOTCacheOutput=" + archive,
                    "-Dspring.profiles.active=training",
                    "-Dspring.context.exit=onRefresh",
                    "-jar",
                    unpacked);
            commands.put("other JDK, unpacked", command(java(other), List.of(), unpacked));
            commands.put(
                    "other JDK, start-up archive", command(java(other), List.of("-XX:AOTCache=" + archive), unpacked));
        }
        // Migrates, and lets everybody find files in the cache of the system.
        for (List<String> command : commands.values()) {
            start(servers, command);
        }
        findings.title("%n%d starts each, in turns: from the process to its readiness; median", starts);
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (int i = 0; i < starts; i++) {
            for (var command : commands.entrySet()) {
                seconds.computeIfAbsent(command.getKey(), name -> new ArrayList<>())
                        .add(start(servers, command.getValue()));
            }
        }
        double first = 0;
        for (var measured : seconds.entrySet()) {
            double median = measured.getValue().stream().sorted().toList().get(starts / 2);
            first = first == 0 ? median : first;
            findings.line(measured.getKey(), number("%.1f s", median), number("%.2f of the first", median / first));
        }
    }

    private double start(Servers servers, List<String> command) throws Exception {
        long begin = System.nanoTime();
        try (PackagedApplication application = PackagedApplication.start(
                servers, command, Benchmarks.DIRECTORY.resolve("application.log"), Map.of())) {
            application.awaitReady();
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    private List<String> command(String java, List<String> options, String jar) {
        List<String> command = new ArrayList<>(List.of(java, "@jvm.args", "-Xmx" + heap));
        command.addAll(options);
        command.addAll(List.of("-jar", jar));
        return command;
    }

    private static String java(String home) {
        return Path.of(home, "bin", "java").toString();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Benchmarks.DIRECTORY.resolve("training.log").toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("training.log says why the jar could not be prepared");
        }
    }
}
