-- Lets nobody use the cells, errors and former values any more of imports that ended long enough ago: from now on they are removed.
WITH due AS MATERIALIZED (
    SELECT u.id, u.payload_expired_at IS NULL AND j.finished_at < clock_timestamp() - :?payloads::interval AS payload,
        u.errors_expired_at IS NULL AND j.finished_at < clock_timestamp() - :?errors::interval AS errors,
        u.changes_expired_at IS NULL AND j.finished_at < clock_timestamp() - :?changes::interval AS changes
    FROM csv_uploads u
    JOIN jobs j ON j.id = u.id
    WHERE ((u.payload_expired_at IS NULL AND j.finished_at < clock_timestamp() - :?payloads::interval)
        OR (u.errors_expired_at IS NULL AND j.finished_at < clock_timestamp() - :?errors::interval)
        OR (u.changes_expired_at IS NULL AND j.finished_at < clock_timestamp() - :?changes::interval))
      -- An undo that runs reads former values, and corrected rows are settled among the errors.
      AND NOT EXISTS (SELECT FROM jobs o WHERE o.target = j.target AND o.kind = 'UNDO' AND o.status IN ('PENDING', 'PROCESSING'))
      AND NOT EXISTS (SELECT FROM csv_uploads k WHERE k.corrects = u.id AND k.status IN ('PENDING', 'PROCESSING'))
    ORDER BY u.id
    LIMIT 1000
    -- Whoever opens the import again, or undoes it, has it.
    FOR NO KEY UPDATE OF j SKIP LOCKED
)
UPDATE csv_uploads u SET
    payload_expired_at = CASE WHEN d.payload THEN 'infinity' ELSE u.payload_expired_at END,
    errors_expired_at = CASE WHEN d.errors THEN 'infinity' ELSE u.errors_expired_at END,
    changes_expired_at = CASE WHEN d.changes THEN 'infinity' ELSE u.changes_expired_at END
FROM due d
WHERE u.id = d.id
