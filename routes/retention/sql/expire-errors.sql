-- Removes what was wrong with rows of some chunks, of imports that have expired; says how much there was.
WITH due AS MATERIALIZED (
    SELECT u.id
    FROM csv_uploads u
    WHERE u.errors_expired_at = 'infinity'
    ORDER BY u.id
    LIMIT 20
    FOR NO KEY UPDATE SKIP LOCKED
), emptied AS (
    UPDATE csv_upload_chunks c SET errors = NULL
    WHERE (c.upload_id, c.number) IN (
        SELECT e.upload_id, e.number
        FROM due d
        JOIN csv_upload_chunks e ON e.upload_id = d.id
        WHERE e.errors IS NOT NULL
        LIMIT 500)
    RETURNING c.number
), done AS (
    UPDATE csv_uploads u SET errors_expired_at = clock_timestamp()
    FROM due d
    WHERE u.id = d.id AND NOT EXISTS (SELECT FROM csv_upload_chunks c WHERE c.upload_id = u.id AND c.errors IS NOT NULL)
    RETURNING u.id
)
SELECT ((SELECT count(*) FROM emptied) + (SELECT count(*) FROM done))::integer AS removed
