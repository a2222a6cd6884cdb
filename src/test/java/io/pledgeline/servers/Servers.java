package io.pledgeline.servers;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Runs one PostgreSQL, one Redis and one S3 on the data of one directory.
 *
 * @param bucket exists once the servers run
 */
public record Servers(PostgresServer postgres, RedisServer redis, S3Server s3, String bucket) implements AutoCloseable {

    private static final String BUCKET = "pledgeline";

    /** Describes servers on the data of the directory; nothing runs yet. */
    static Servers in(Path directory, int postgresPort, int redisPort, int s3Port, boolean durable) {
        return new Servers(
                new PostgresServer(directory, postgresPort, durable),
                new RedisServer(directory, redisPort, durable),
                new S3Server(directory, s3Port),
                BUCKET);
    }

    /** Ends what a killed JVM left running on this directory's data. */
    void endLeftOver() {
        postgres.endLeftOver();
        redis.stop();
    }

    void start() {
        postgres.start();
        redis.start();
        s3.start();
        s3.createBucket(bucket);
    }

    @Override
    public void close() {
        // The processes outlive this JVM, so nothing may keep them from being ended.
        try (postgres;
                redis) {
            s3.close();
        }
    }

    /** Lets an application use these servers, whatever its environment variables say. */
    public void configure(ConfigurableEnvironment environment, Map<String, String> more) {
        Map<String, Object> properties = new LinkedHashMap<>(more);
        properties.put("database.url", postgres.url());
        properties.put("redis.url", redis.url());
        properties.put("storage.bucket", bucket);
        properties.put("storage.endpoint", s3.endpoint());
        properties.put("storage.region", "us-east-1");
        properties.put("storage.access-key", S3Server.ACCESS_KEY);
        properties.put("storage.secret-key", S3Server.SECRET_KEY);
        environment.getPropertySources().addFirst(new MapPropertySource("servers", properties));
    }
}
