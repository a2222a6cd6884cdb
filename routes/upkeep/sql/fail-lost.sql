-- Gives up the chunks, splits, batches and whole jobs whose workers were lost as often as allowed; counts the chunks and their rows.
WITH chunks AS (
    UPDATE csv_upload_chunks c
    SET status = 'FAILED', lease_until = NULL, finished_at = clock_timestamp(), rows_failed = c.rows - coalesce(cardinality(c.settled), 0),
        error = jsonb_build_object('code', 'WORKER_LOST', 'detail', format('%s workers were lost while they loaded these rows.', c.attempts))
    FROM csv_uploads u
    WHERE u.status = 'PROCESSING' AND c.upload_id = u.id AND c.status = 'PROCESSING'
      AND c.lease_until < clock_timestamp() AND c.attempts >= :?chunkAttempts::integer
    RETURNING c.rows_failed
), splits AS (
    UPDATE csv_uploads u
    SET split_lease = NULL, split_error = jsonb_build_object('code', 'WORKER_LOST', 'row', u.split_row, 'detail',
        format('%s attempts to split the file from row %s on came to nothing.', u.split_attempts, u.split_row))
    WHERE u.status = 'PROCESSING' AND u.split_closed_at IS NULL AND u.split_error IS NULL
      AND u.split_lease < clock_timestamp() AND u.split_attempts >= :?splitAttempts::integer
), whole_jobs AS (
    UPDATE jobs j
    SET status = 'FAILED', phase = 'DONE', lease_until = NULL, finished_at = clock_timestamp(),
        error = jsonb_build_object('code', 'WORKER_LOST', 'detail', format('%s attempts came to nothing.', j.attempts))
    WHERE j.kind <> 'IMPORT' AND j.status IN ('PENDING', 'PROCESSING')
      AND j.lease_until < clock_timestamp() AND j.attempts >= :?jobAttempts::integer
), batches AS (
    UPDATE ai_batches b
    SET status = 'FAILED', lease_until = NULL, finished_at = clock_timestamp(),
        error = jsonb_build_object('code', 'WORKER_LOST', 'detail', format('%s workers were lost while the model was asked about these rows.', b.attempts))
    -- Also one that waits: no worker may claim it any more, when fewer attempts are allowed than before.
    WHERE b.status IN ('PENDING', 'PROCESSING') AND coalesce(b.lease_until < clock_timestamp(), TRUE) AND b.attempts >= :?batchAttempts::integer
)
SELECT count(*) AS chunks, coalesce(sum(rows_failed), 0) AS rows FROM chunks
