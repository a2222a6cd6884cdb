-- Claims the split of an upload for one slice; no row when somebody else has it or it is done.
WITH claimed AS (
    UPDATE csv_uploads u
    SET split_attempts = u.split_attempts + 1, split_lease = clock_timestamp() + :?lease::interval
    FROM jobs j
    WHERE u.id = :?upload::uuid AND j.id = u.id
      AND j.status IN ('PENDING', 'PROCESSING') AND j.phase <> 'WAITING_FOR_MAPPING'
      AND u.split_closed_at IS NULL AND u.split_error IS NULL AND u.split_attempts < :?maxAttempts::integer
      AND (u.split_lease IS NULL OR u.split_lease < clock_timestamp())
    RETURNING u.id
), started AS (
    UPDATE jobs j SET status = 'PROCESSING', phase = 'SPLITTING', started_at = coalesce(j.started_at, clock_timestamp())
    FROM claimed c
    WHERE j.id = c.id AND j.status = 'PENDING'
)
SELECT id FROM claimed
