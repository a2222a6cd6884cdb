-- Makes the undo of an import that has ended, its job with it; the open one if there is one, and no job of what runs, is no import or whose former values are no longer kept.
WITH undone AS MATERIALIZED (
    -- Who opens the import again at this moment waits, or is seen here.
    SELECT id, merchant_id, campaign_id, target, kind, status,
        EXISTS (SELECT FROM csv_uploads u WHERE u.id = jobs.id AND u.changes_expired_at IS NOT NULL) AS expired
    FROM jobs
    WHERE id = :?job::uuid AND merchant_id = :?merchant::uuid
    FOR UPDATE
), job AS (
    INSERT INTO jobs AS j (merchant_id, campaign_id, kind, phase, target)
    SELECT merchant_id, campaign_id, 'UNDO', 'STORED', target FROM undone
    WHERE kind = 'IMPORT' AND status IN ('COMPLETED', 'FAILED', 'CANCELLED') AND NOT expired
    ON CONFLICT (target) WHERE kind = 'UNDO' AND status IN ('PENDING', 'PROCESSING')
        DO UPDATE SET target = j.target -- only to name the open one, also to whom it was not there yet
    RETURNING j.id, old.id IS NULL AS is_new
), made AS (
    INSERT INTO undos (id, upload_id)
    SELECT j.id, u.id FROM job j CROSS JOIN undone u WHERE j.is_new
)
SELECT kind, expired, (SELECT id FROM job)::text AS job FROM undone
