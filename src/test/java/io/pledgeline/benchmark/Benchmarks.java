package io.pledgeline.benchmark;

import io.pledgeline.servers.AtExit;
import io.pledgeline.servers.Servers;
import io.pledgeline.servers.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Runs the benchmark that the argument names; {@code docs/benchmark.md} says which there are. */
public final class Benchmarks {

    static final Path DIRECTORY = Path.of("target", "benchmark");

    private Benchmarks() {}

    /** What a benchmark does with the servers that were started for it. */
    private interface Benchmark {
        void run(Servers servers, Findings findings) throws Exception;
    }

    public static void main(String[] args) {
        switch (args.length == 0 ? "import" : args[0]) {
            case "import" -> ImportBenchmark.main(args);
            case "fairness" -> run(FairnessBenchmark::run);
            case "uploads" -> run(UploadsBenchmark::run);
            case "stop" -> run(StopBenchmark::run);
            case "start" -> run(StartBenchmark::run);
            default -> throw new IllegalArgumentException("import, fairness, uploads, stop or start");
        }
    }

    private static void run(Benchmark benchmark) {
        int code = 1;
        LoggingSystem.get(Benchmarks.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        try {
            Files.createDirectories(DIRECTORY);
            Path result = DIRECTORY.resolve("result.txt");
            Files.deleteIfExists(result);
            TestServers servers = TestServers.start(DIRECTORY.resolve("servers"), true);
            AtExit.close(servers::close);
            benchmark.run(servers.servers(), new Findings(result));
            code = 0;
        } catch (Exception e) {
            e.printStackTrace();
        }
        // Ends the servers, whose threads would keep the JVM alive.
        System.exit(code);
    }
}
