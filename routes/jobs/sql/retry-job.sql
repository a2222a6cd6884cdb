-- Opens the failed chunks of an ended job again, its split if that failed, and the job with them; no row when there is nothing to retry.
WITH ended AS MATERIALIZED (
    SELECT j.id FROM jobs j
    JOIN csv_uploads u ON u.id = j.id
    WHERE j.id = :?job::uuid AND j.merchant_id = :?merchant::uuid AND j.status = 'FAILED'
      AND u.stop IS NULL AND u.payload_expired_at IS NULL AND NOT is_undone(j.id)
      AND ((u.split_error IS NOT NULL
            AND EXISTS (SELECT FROM workbooks w WHERE w.id = u.workbook_id AND w.object_expired_at IS NULL))
        OR (u.split_error IS NULL
            AND EXISTS (SELECT FROM csv_upload_chunks c WHERE c.upload_id = j.id AND c.status = 'FAILED')))
    FOR UPDATE OF j
), opened AS (
    UPDATE csv_upload_chunks c
    SET status = 'PENDING', attempts = 0, queued_at = NULL, started_at = NULL, error = NULL, rows_failed = 0
    FROM ended e
    WHERE c.upload_id = e.id AND c.status = 'FAILED'
), asked_again AS (
    -- Answers that are there stay.
    UPDATE ai_batches b
    SET status = 'PENDING', attempts = 0, queued_at = NULL, not_before = NULL, started_at = NULL, finished_at = NULL, error = NULL
    FROM ended e
    WHERE b.upload_id = e.id AND b.status = 'FAILED'
), restarted AS (
    UPDATE csv_uploads u SET statistics = NULL, split_error = NULL, split_attempts = 0, split_lease = NULL, split_queued_at = NULL,
        erasures = 0 -- Chunks that are still to come were not searched.
    FROM ended e
    WHERE u.id = e.id
)
-- The document says LOADING where the split is closed.
UPDATE jobs j SET status = 'PROCESSING', phase = 'SPLITTING', error = NULL, finished_at = NULL, queued_at = clock_timestamp(),
    -- What the end of the job warns of, it warns of again.
    warnings = coalesce((SELECT jsonb_agg(w) FROM jsonb_array_elements(j.warnings) w
        WHERE w ->> 'code' NOT IN ('LOOKS_LIKE_ANOTHER_CAMPAIGN', 'ERASED')), '[]')
FROM ended e
WHERE j.id = e.id
RETURNING j.id
