package io.pledgeline.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs the servers of the local run on fixed ports of the loopback interface, on data that stays under {@code .local}.
 *
 * @param webPort free for the application
 */
public record LocalServers(Servers servers, Path directory, int webPort, AutoCloseable lock) implements AutoCloseable {

    /** Says why the local run cannot start, in a sentence for the person at the terminal. */
    public static final class CannotStart extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CannotStart(String sentence) {
            super(sentence);
        }
    }

    /** Starts the servers as the environment variables {@code LOCAL_…} and {@code SERVER_PORT} say. */
    public static LocalServers start(Map<String, String> environment) {
        Path directory = Path.of(environment.getOrDefault("LOCAL_DIR", ".local"))
                .toAbsolutePath()
                .normalize();
        int web = port(environment, "SERVER_PORT", 8080);
        int postgres = port(environment, "LOCAL_POSTGRES_PORT", 54320);
        int redis = port(environment, "LOCAL_REDIS_PORT", 63790);
        int s3 = port(environment, "LOCAL_S3_PORT", 9090);
        DirectoryLock lock = DirectoryLock.tryLock(directory)
                .orElseThrow(() -> new CannotStart("Pledgeline already runs on the data in " + directory + " (process "
                        + DirectoryLock.holder(directory)
                        + "). Stop it first, or give this one its own LOCAL_DIR, SERVER_PORT, LOCAL_POSTGRES_PORT,"
                        + " LOCAL_REDIS_PORT and LOCAL_S3_PORT."));
        var local = new LocalServers(Servers.in(directory, postgres, redis, s3, true), directory, web, lock);
        try {
            local.servers().endLeftOver();
            requireFree("The web application", web, "SERVER_PORT");
            requireFree("PostgreSQL", postgres, "LOCAL_POSTGRES_PORT");
            requireFree("Redis", redis, "LOCAL_REDIS_PORT");
            requireFree("S3", s3, "LOCAL_S3_PORT");
            local.servers().start();
            return local;
        } catch (RuntimeException e) {
            local.close();
            throw e;
        }
    }

    private static int port(Map<String, String> environment, String variable, int usual) {
        String value = environment.getOrDefault(variable, Integer.toString(usual));
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65535) {
            throw new CannotStart(variable + " must be a port, 1 to 65535.");
        }
        return Integer.parseInt(value);
    }

    private static void requireFree(String server, int port, String variable) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            socket.getLocalPort();
        } catch (IOException e) {
            throw new CannotStart(server + " needs port " + port
                    + ", but another program listens there. Stop that program or choose another port with " + variable
                    + "=…");
        }
    }

    @Override
    public void close() {
        servers.close();
        try {
            lock.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
