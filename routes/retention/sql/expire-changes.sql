-- Removes some former values, of imports that have expired; says how many there were.
WITH due AS MATERIALIZED (
    SELECT u.id
    FROM csv_uploads u
    WHERE u.changes_expired_at = 'infinity'
    ORDER BY u.id
    LIMIT 20
    FOR NO KEY UPDATE SKIP LOCKED
), removed AS (
    DELETE FROM record_changes r
    WHERE r.id IN (SELECT f.id FROM due d JOIN record_changes f ON f.upload_id = d.id LIMIT 5000)
    RETURNING r.id
), done AS (
    UPDATE csv_uploads u SET changes_expired_at = clock_timestamp()
    FROM due d
    WHERE u.id = d.id AND NOT EXISTS (SELECT FROM record_changes r WHERE r.upload_id = u.id)
    RETURNING u.id
)
SELECT ((SELECT count(*) FROM removed) + (SELECT count(*) FROM done))::integer AS removed
