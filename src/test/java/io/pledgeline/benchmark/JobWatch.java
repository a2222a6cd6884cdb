package io.pledgeline.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Waits for the end of jobs by reading their row, which costs the measured application nothing. */
final class JobWatch {

    private static final Duration TELL = Duration.ofSeconds(10);

    private final Connection connection;
    private final PackagedApplication application;

    JobWatch(Connection connection, PackagedApplication application) {
        this.connection = connection;
        this.application = application;
    }

    /** Returns once the job is COMPLETED, and fails when it ends otherwise or not in time. */
    void awaitCompleted(UUID job, Duration period, Duration bound) throws SQLException, InterruptedException {
        long start = System.nanoTime();
        long told = start;
        String status = status(job);
        while (!status.startsWith("COMPLETED")) {
            long now = System.nanoTime();
            if (status.startsWith("FAILED") || status.startsWith("CANCELLED") || !application.isAlive()) {
                throw new IllegalStateException("The job ended: " + status);
            }
            if (now - start > bound.toNanos()) {
                throw new IllegalStateException("The job has not ended within " + bound + ": " + status);
            }
            if (now - told > TELL.toNanos()) {
                told = now;
                System.err.printf(Locale.ROOT, "  %,d rows loaded%n", rowsLoaded(job));
            }
            TimeUnit.NANOSECONDS.sleep(period.toNanos());
            status = status(job);
        }
    }

    /** Whether the job has ended, well or not. */
    boolean isEnded(UUID job) throws SQLException {
        return status(job).matches("(COMPLETED|FAILED|CANCELLED).*");
    }

    private String status(UUID job) throws SQLException {
        return ask("SELECT status || coalesce(' ' || error::text, '') FROM jobs WHERE id = ?::uuid", job);
    }

    long rowsLoaded(UUID job) throws SQLException {
        return Long.parseLong(
                ask("SELECT coalesce(sum(rows_imported), 0) FROM csv_upload_chunks WHERE upload_id = ?::uuid", job));
    }

    private String ask(String query, UUID job) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, job.toString());
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getString(1);
            }
        }
    }
}
