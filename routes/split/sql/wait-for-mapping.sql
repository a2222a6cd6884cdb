-- Lets the import wait until a person has said what the columns mean.
WITH waiting AS (
    UPDATE csv_uploads SET split_lease = NULL, split_attempts = 0, split_queued_at = NULL
    WHERE id = :?upload::uuid AND split_attempts = :?attempt
    RETURNING id
)
UPDATE jobs j SET status = 'PENDING', phase = 'WAITING_FOR_MAPPING',
    -- Nothing is wrong when the creator wants to look first.
    error = CASE WHEN :?code::text IS NOT NULL THEN jsonb_build_object('code', :?code::text, 'detail', :?detail::text, 'candidates', :?candidates::jsonb) END
FROM waiting w
WHERE j.id = w.id AND j.status = 'PROCESSING'
