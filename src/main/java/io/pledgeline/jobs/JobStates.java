package io.pledgeline.jobs;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how a job stands now. */
@Component
class JobStates {

    private static final String SELECT = "SELECT status::text AS status, document FROM job_documents WHERE id = ?";

    private final JdbcClient jdbc;

    JobStates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A job's status and its document, the JSON that {@code GET /api/jobs/{id}} answers. */
    record JobState(String status, String document) {

        // These change with the clock alone.
        private static final Pattern ESTIMATES = Pattern.compile("\"(rowsPerSecond|etaSeconds)\" : [^,}]*");

        /** What tells whether anything has happened. */
        String facts() {
            return ESTIMATES.matcher(document).replaceAll("");
        }

        /** The name of the event that tells this state. */
        String event() {
            return switch (status) {
                case "COMPLETED" -> "completed";
                case "FAILED", "CANCELLED" -> "failed";
                default -> "progress";
            };
        }

        boolean isEnd() {
            return !event().equals("progress");
        }
    }

    Optional<JobState> read(UUID job) {
        return jdbc.sql(SELECT)
                .param(job)
                .query((row, n) -> new JobState(row.getString("status"), row.getString("document")))
                .optional();
    }

    boolean belongs(UUID job, @Nullable UUID merchant) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM job_documents WHERE id = ? AND merchant_id = ?)")
                .params(job, merchant)
                .query(Boolean.class)
                .single();
    }
}
