-- Stops a merchant's import that has not ended, or cancels a job that is worked on as a whole, but no erasure; no row when there is nothing to cancel.
WITH stopped AS (
    UPDATE csv_uploads u
    SET stop = jsonb_build_object('code', 'CANCELLED', 'detail', 'The import was cancelled; what it had written until then stays.')
    WHERE u.id = :?job::uuid AND u.merchant_id = :?merchant::uuid AND u.stop IS NULL AND u.status IN ('PENDING', 'PROCESSING')
    RETURNING u.id
), cancelled AS (
    UPDATE jobs j
    SET status = 'CANCELLED', phase = 'DONE', finished_at = clock_timestamp(), lease_until = NULL,
        error = jsonb_build_object('code', 'CANCELLED', 'detail', 'The job was cancelled.')
    WHERE j.id = :?job::uuid AND j.merchant_id = :?merchant::uuid AND j.kind IN ('ANALYSIS', 'UNDO')
      AND j.status IN ('PENDING', 'PROCESSING')
    RETURNING j.id
)
SELECT id FROM stopped UNION ALL SELECT id FROM cancelled
