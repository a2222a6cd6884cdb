package io.pledgeline.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pledgeline.servers.Ports;
import io.pledgeline.servers.S3Server;
import io.pledgeline.servers.Servers;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the packaged jar as in production: a JVM of its own with a small heap, told everything by environment variables. */
final class PackagedApplication implements AutoCloseable {

    private static final String KEY = "benchmark-key";
    private static final Duration START = Duration.ofMinutes(5);

    private final Process process;
    private final URI base;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final ObjectMapper json = new ObjectMapper();

    private PackagedApplication(Process process, int port) {
        this.process = process;
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    /**
     * Starts the jar and gives it at once; {@link #awaitReady} comes next.
     *
     * @param heap as {@code -Xmx} takes it
     */
    static PackagedApplication start(Servers servers, String heap, Path log) throws IOException {
        return start(servers, heap, log, Map.of());
    }

    /** @param more what it is told beside, such as its roles */
    static PackagedApplication start(Servers servers, String heap, Path log, Map<String, String> more)
            throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return start(servers, List.of(java, "@jvm.args", "-Xmx" + heap, "-jar", jar().toString()), log, more);
    }

    /** @param command that starts it */
    static PackagedApplication start(Servers servers, List<String> command, Path log, Map<String, String> more)
            throws IOException {
        int port = Ports.free();
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        var environment = builder.environment();
        environment.put("PLEDGELINE_ROLES", "web,worker");
        environment.put("PLEDGELINE_API_KEY", KEY);
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("DATABASE_URL", servers.postgres().url());
        environment.put("REDIS_URL", servers.redis().url());
        environment.put("S3_BUCKET", servers.bucket());
        environment.put("S3_ENDPOINT", servers.s3().endpoint());
        environment.put("S3_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
        environment.putAll(more);
        return new PackagedApplication(builder.start(), port);
    }

    static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("pledgeline-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new FileNotFoundException("target/pledgeline-*.jar: package it first"));
        }
    }

    void awaitReady() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve("/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet.
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException("The application is not ready; see its log");
    }

    /** Uploads the file as a stream with its length, and gives the job once the application has answered. */
    UUID upload(Path file, String campaign) throws IOException, InterruptedException {
        return upload(KEY, file, campaign);
    }

    UUID upload(String key, Path file, String campaign) throws IOException, InterruptedException {
        URI target = base.resolve("/api/workbooks/upload?filename=" + file.getFileName() + "&campaign=" + campaign);
        var request = HttpRequest.newBuilder(target)
                .timeout(Duration.ofMinutes(10))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofFile(file))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IllegalStateException("The upload was answered " + answer.statusCode() + " " + answer.body());
        }
        JsonNode body = json.readTree(answer.body());
        return UUID.fromString(body.required("jobId").asText());
    }

    /** Makes a merchant and gives its key. */
    String newMerchant(String name) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve("/api/merchants"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"" + name + "\"}"))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("No merchant: " + answer.statusCode() + " " + answer.body());
        }
        return json.readTree(answer.body()).at("/key/key").asText();
    }

    /** Asks for a path and gives the time until the answer was there. */
    Duration get(String key, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key)
                .build();
        long start = System.nanoTime();
        int status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        if (status != 200) {
            throw new IllegalStateException(path + " was answered " + status);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** What it tells of a metric without tags. */
    double metric(String name) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve("/actuator/prometheus"))
                .timeout(Duration.ofSeconds(30))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** Begins an upload of a gigabyte, whose body is for the caller to send. */
    Socket beginUpload() throws IOException {
        return beginUpload(KEY);
    }

    Socket beginUpload(String key) throws IOException {
        Socket socket = new Socket("127.0.0.1", base.getPort());
        socket.getOutputStream()
                .write(("POST /api/workbooks/upload HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key
                                + "\r\nContent-Type: text/csv\r\nContent-Length: 1000000000\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Tells the process to stop and gives the time that this took. */
    Duration terminate(Duration longest) throws InterruptedException {
        long start = System.nanoTime();
        process.destroy();
        if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("The process has not ended within " + longest);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Gives the most memory the process has had resident so far, in bytes; only Linux tells. */
    OptionalLong peakResidentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        }
    }

    /** Ends the process, if need be by force. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
