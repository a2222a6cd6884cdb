package io.pledgeline;

import io.pledgeline.servers.AtExit;
import io.pledgeline.servers.PostgresServer;
import io.pledgeline.servers.RedisServer;
import io.pledgeline.servers.S3Server;
import io.pledgeline.servers.Servers;
import io.pledgeline.servers.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives tests a real PostgreSQL, Redis and S3, one set for the whole test JVM, started when first asked for.
 *
 * <p>Spring tests say {@link WithRealServices}; others ask {@link #shared()}. Fault tests take {@link #durable()}.
 */
public final class RealServices {

    /** The key that the application under test accepts. */
    public static final String API_KEY = "test-key";

    private static final AtomicInteger CONTEXTS = new AtomicInteger();
    private static final AtomicInteger PROCESSES = new AtomicInteger();

    private static @Nullable RealServices shared;
    private static @Nullable RealServices durable;

    private final Servers servers;

    private RealServices(boolean durable) {
        TestServers started = TestServers.start(durable);
        this.servers = started.servers();
        AtExit.close(started::close);
    }

    /** Gives the servers for tests of logic: nothing waits for the disk. */
    public static synchronized RealServices shared() {
        RealServices services = shared == null ? new RealServices(false) : shared;
        shared = services;
        return services;
    }

    /** Gives the servers for tests of faults: as durable as in production, slower, and apart from the others. */
    public static synchronized RealServices durable() {
        RealServices services = durable == null ? new RealServices(true) : durable;
        durable = services;
        return services;
    }

    /** Can be stopped, crashed and started again, on the same data and port. */
    public PostgresServer postgres() {
        return servers.postgres();
    }

    /** Can be stopped, crashed and started again on the same port; keeps its data when durable. */
    public RedisServer redis() {
        return servers.redis();
    }

    public S3Server s3() {
        return servers.s3();
    }

    /** Gives the name of a new, empty bucket. */
    public String freshBucket() {
        String bucket = "test-" + UUID.randomUUID();
        servers.s3().createBucket(bucket);
        return bucket;
    }

    /** Points an application at the shared servers. */
    static final class Initializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            shared().configure(context);
        }
    }

    /** Points an application at the durable servers. */
    static final class DurableInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            durable().configure(context);
        }
    }

    /** What an application in a process of its own is told to use these servers, a database that nobody else works on, and this Redis. */
    public Map<String, String> environment(RedisServer redis) {
        return Map.of(
                "PLEDGELINE_API_KEY",
                API_KEY,
                "DATABASE_URL",
                createDatabase("process_" + PROCESSES.incrementAndGet()),
                "REDIS_URL",
                redis.url(),
                "S3_BUCKET",
                freshBucket(),
                "S3_ENDPOINT",
                s3().endpoint(),
                "S3_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                S3Server.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                S3Server.SECRET_KEY);
    }

    /** Creates a database beside the others and gives its URL in the form of {@code DATABASE_URL}. */
    private String createDatabase(String name) {
        try (Connection connection = postgres().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        String url = postgres().url();
        return url.substring(0, url.lastIndexOf('/') + 1) + name;
    }

    /** With a database, queues and a bucket of the context's own: Spring keeps contexts, and workers that are set otherwise would take the work of this one. */
    private void configure(ConfigurableApplicationContext context) {
        int number = CONTEXTS.incrementAndGet();
        servers.configure(
                context.getEnvironment(),
                // All tests of a context ask with one key, and faster than anybody else.
                Map.of(
                        "access.api-key", API_KEY,
                        "access.requests-per-second", "100000",
                        "access.request-burst", "100000"));
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "own",
                        Map.of(
                                "database.url",
                                createDatabase("context_" + number),
                                "redis.url",
                                redis().url() + "/" + number,
                                "storage.bucket",
                                freshBucket())));
    }
}
