package io.pledgeline.harness;

import io.pledgeline.servers.AtExit;
import io.pledgeline.servers.Ports;
import io.pledgeline.servers.PostgresServer;
import io.pledgeline.servers.RedisServer;
import io.pledgeline.servers.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A web process, two workers, PostgreSQL, Redis and S3, with something between them that can break. */
final class Cluster implements AutoCloseable {

    static final String BUCKET = "harness";
    static final String SECRET = "harness-secret";
    /** Of the store that announces objects. */
    static final String EVENTS_SECRET = SECRET + "-events";

    private static final Duration START = Duration.ofMinutes(15);

    final Path directory;
    final PostgresServer postgres;
    final RedisServer redis;
    final TcpProxy database;
    final TcpProxy queue;
    final S3Gate store;
    final SmallDisk disk;
    final Jvm web;
    final List<Jvm> workers;

    private final Jvm s3;
    private final int s3Port = Ports.free();
    private final int webPort = Ports.free();
    private final List<Integer> ports = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private Cluster(HarnessOptions options) {
        directory = options.directory().toAbsolutePath();
        postgres = new PostgresServer(directory, Ports.free(), true);
        redis = new RedisServer(directory, Ports.free(), false);
        clean();
        AtExit.close(this::closeServers);
        database = new TcpProxy(postgres.port());
        queue = new TcpProxy(redis.port());
        store = new S3Gate(s3Port);
        disk = SmallDisk.mount(directory.resolve("spool"), "48m");
        s3 = new Jvm("s3", directory, s3Command(), Map.of());
        web = process("web", "web", webPort, options);
        workers = List.of(
                process("worker1", "worker", Ports.free(), options),
                process("worker2", "worker", Ports.free(), options));
    }

    /** Starts everything, and returns once all processes are ready. */
    static Cluster start(HarnessOptions options) {
        var cluster = new Cluster(options);
        cluster.s3.start();
        cluster.redis.start();
        cluster.postgres.start();
        cluster.awaitS3();
        cluster.processes().forEach(Jvm::start);
        cluster.awaitReady();
        return cluster;
    }

    List<Jvm> processes() {
        List<Jvm> all = new ArrayList<>(workers);
        all.add(web);
        return all;
    }

    /** Where clients send to. */
    URI base() {
        return URI.create("http://127.0.0.1:" + webPort);
    }

    int webPort() {
        return webPort;
    }

    /** Past the proxy: what is checked must not be disturbed. */
    Connection connect() throws SQLException {
        return postgres.connect();
    }

    /** Past the proxy. */
    S3Client s3() {
        return S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + s3Port))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
                .build();
    }

    void heal() {
        database.heal();
        queue.heal();
        store.heal();
        disk.clear();
    }

    /** Waits until all processes serve. */
    void awaitReady() {
        Awaitility.await("ready processes; their logs are in " + directory)
                .atMost(START)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> ports.stream().allMatch(this::isReady));
    }

    private boolean isReady(int port) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitS3() {
        Awaitility.await("S3, whose log is " + s3.log())
                .atMost(START)
                .until(() -> Files.readString(s3.log()).contains("S3 serves"));
    }

    private List<String> s3Command() {
        return List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                S3InItsOwnJvm.class.getName(),
                directory.toString(),
                Integer.toString(s3Port),
                BUCKET);
    }

    private Jvm process(String name, String role, int port, HarnessOptions options) {
        ports.add(port);
        List<String> command = new ArrayList<>(List.of("-Xmx256m", "-Djava.io.tmpdir=" + disk.directory()));
        command.addAll(options.program());
        Map<String, String> environment = new HashMap<>(options.environment());
        environment.put("ROUTES_DIR", directory.resolve("routes").toString());
        environment.put("PLEDGELINE_ROLES", role);
        environment.put("PLEDGELINE_API_KEY", SECRET + "-operator");
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put(
                "SERVER_TOMCAT_BASEDIR", directory.resolve("tomcat-" + name).toString());
        environment.put("DATABASE_URL", postgres.url().replace(":" + postgres.port(), ":" + database.port()));
        environment.put("REDIS_URL", "redis://127.0.0.1:" + queue.port());
        environment.put("S3_BUCKET", BUCKET);
        environment.put("S3_ENDPOINT", "http://127.0.0.1:" + store.port());
        environment.put("S3_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
        // So that parts are spooled, too, and that most files that are sent in parts have several.
        environment.put("STORAGE_BUFFERBUDGET", "8MB");
        environment.put("STORAGE_PARTSIZE", "5MB");
        environment.put("S3_EVENTS_SECRET", EVENTS_SECRET);
        environment.put("S3_EVENTS_POLL", "5s");
        environment.put("WEBHOOKS_ALLOW_PRIVATE", "true");
        // The receiver fails often, and a round does not wait for hours.
        environment.put("NOTIFY_RETRYAFTER", String.join(",", Collections.nCopies(30, "2s")));
        return new Jvm(name, directory, command, environment);
    }

    static String classPath() {
        // Surefire's own class path may be one jar that only names the others.
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private void clean() {
        try {
            Files.createDirectories(directory);
            Jvm.endLeftOver(directory);
            postgres.endLeftOver();
            redis.stop();
            // Before its files are deleted, or those of a disk that is still mounted are.
            SmallDisk.unmount(directory.resolve("spool"));
            FileSystemUtils.deleteRecursively(directory);
            Files.createDirectories(directory);
            // Processes that start again read them again, and those of the project may be edited meanwhile.
            FileSystemUtils.copyRecursively(Path.of("routes"), directory.resolve("routes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void closeServers() {
        try (postgres) {
            redis.stop();
        }
    }

    @Override
    public void close() {
        processes().forEach(Jvm::close);
        s3.close();
        database.close();
        queue.close();
        store.close();
        disk.close();
        closeServers();
    }
}
