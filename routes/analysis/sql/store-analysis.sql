-- Keeps a proposal and completes its job, if this attempt still holds it.
WITH completed AS (
    UPDATE jobs SET status = 'COMPLETED', phase = 'DONE', finished_at = clock_timestamp(), lease_until = NULL
    WHERE id = :?analysis::uuid AND status = 'PROCESSING' AND attempts = :?attempt
    RETURNING id
)
UPDATE analyses a SET platform = :?platform, proposal = :?proposal::json, preview = :?preview::json
FROM completed c
WHERE a.id = c.id
