-- Opens the failed chunks of an ended job again, and the job with them; no row when there is nothing to retry.
WITH ended AS MATERIALIZED (
    SELECT j.id FROM jobs j
    WHERE j.id = :?job::uuid AND j.merchant_id = :?merchant::uuid AND j.status = 'FAILED'
      AND EXISTS (SELECT FROM csv_upload_chunks c WHERE c.upload_id = j.id AND c.status = 'FAILED')
    FOR UPDATE
), opened AS (
    UPDATE csv_upload_chunks c
    SET status = 'PENDING', attempts = 0, queued_at = NULL, error = NULL, rows_failed = 0
    FROM ended e
    WHERE c.upload_id = e.id AND c.status = 'FAILED'
), asked_again AS (
    -- Answers that are there stay.
    UPDATE ai_batches b
    SET status = 'PENDING', attempts = 0, queued_at = NULL, not_before = NULL, started_at = NULL, finished_at = NULL, error = NULL
    FROM ended e
    WHERE b.upload_id = e.id AND b.status = 'FAILED'
), cleared AS (
    UPDATE csv_uploads u SET statistics = NULL FROM ended e WHERE u.id = e.id
)
UPDATE jobs j SET status = 'PROCESSING', phase = 'LOADING', error = NULL, finished_at = NULL,
    -- What the end of the job warns of, it warns of again.
    warnings = coalesce((SELECT jsonb_agg(w) FROM jsonb_array_elements(j.warnings) w
        WHERE w ->> 'code' <> 'LOOKS_LIKE_ANOTHER_CAMPAIGN'), '[]')
FROM ended e
WHERE j.id = e.id
RETURNING j.id
