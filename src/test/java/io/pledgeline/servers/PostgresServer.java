package io.pledgeline.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs a PostgreSQL whose data stays in a directory, with the database and the user {@code pledgeline}.
 *
 * <p>{@code pg_ctl} makes it a session of its own, so Ctrl-C in a terminal does not reach it.
 */
public final class PostgresServer implements AutoCloseable {

    private static final String NAME = "pledgeline";

    private final Path data;
    private final Path log;
    private final int port;
    private final boolean durable;

    /**
     * @param durable writes reach the disk as in production; without, a crash of the machine may lose them
     */
    public PostgresServer(Path directory, int port, boolean durable) {
        this.data = directory.toAbsolutePath().normalize().resolve("postgres");
        this.log = data.resolveSibling("postgres.log");
        this.port = port;
        this.durable = durable;
    }

    /** Starts the server on the data found, or on a new database; one left over by an earlier run is ended first. */
    public void start() {
        endLeftOver();
        try {
            Files.createDirectories(data);
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            run("initdb", "-D", data.toString(), "-U", NAME, "-A", "trust", "-E", "UTF-8", "--locale=C.UTF-8", "-N");
        }
        run("pg_ctl", "start", "-w", "-t", "55", "-D", data.toString(), "-l", log.toString(), "-o", options());
        createDatabase();
    }

    /** Ends what a killed JVM left running on this data, and nothing else. */
    public void endLeftOver() {
        Optional<ProcessHandle> left = process();
        if (left.isPresent()) {
            stop();
        } else if (pidIsForeign()) {
            // PostgreSQL would believe that this other program still serves the data.
            deletePidFile();
        }
    }

    /** Rolls open transactions back and ends ("fast"). */
    public void stop() {
        process().ifPresent(process -> ServerProcess.end(process, "INT"));
    }

    /** Ends as in a crash: the next start recovers from the write-ahead log. */
    public void crash() {
        process().ifPresent(process -> ServerProcess.end(process, "QUIT"));
    }

    public boolean isRunning() {
        return process().isPresent();
    }

    @Override
    public void close() {
        stop();
    }

    public int port() {
        return port;
    }

    /** Gives the URL in the form of {@code DATABASE_URL}. */
    public String url() {
        return "postgres://" + NAME + "@127.0.0.1:" + port + "/" + NAME;
    }

    public Connection connect() throws SQLException {
        return connect(NAME);
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, NAME, "");
    }

    private String options() {
        List<String> options = new ArrayList<>(List.of(
                "port=" + port, "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=300"));
        if (!durable) {
            options.addAll(List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off"));
        }
        return "-c " + String.join(" -c ", options);
    }

    private void createDatabase() {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + NAME + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + NAME);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path pidFile() {
        return data.resolve("postmaster.pid");
    }

    private Optional<ProcessHandle> process() {
        return ServerProcess.find(pidFile(), "postgres", data);
    }

    // Dead numbers are left to PostgreSQL, which also checks for workers that outlived their server.
    private boolean pidIsForeign() {
        try {
            return Files.exists(pidFile())
                    && ProcessHandle.of(Long.parseLong(
                                    Files.readAllLines(pidFile()).get(0).strip()))
                            .isPresent();
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private void deletePidFile() {
        try {
            Files.delete(pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")
                && System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody, and the files stay ours.
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(Binaries.postgres().resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        ServerProcess.run(command, log);
    }
}
