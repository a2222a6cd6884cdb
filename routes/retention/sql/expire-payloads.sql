-- Removes the cells of some chunks, and what a model read in them, of imports that have expired; says how much there was.
WITH due AS MATERIALIZED (
    SELECT u.id
    FROM csv_uploads u
    WHERE u.payload_expired_at = 'infinity'
    ORDER BY u.id
    LIMIT 20
    FOR NO KEY UPDATE SKIP LOCKED
), batch AS MATERIALIZED (
    SELECT c.upload_id, c.number
    FROM due d
    JOIN csv_upload_chunks c ON c.upload_id = d.id
    WHERE c.data IS NOT NULL
    LIMIT 200
), emptied AS (
    UPDATE csv_upload_chunks c SET data = NULL
    FROM batch s
    WHERE c.upload_id = s.upload_id AND c.number = s.number
    RETURNING c.number
), forgotten AS (
    UPDATE ai_batches b SET answers = '[]'
    FROM batch s
    WHERE b.upload_id = s.upload_id AND b.chunk = s.number AND b.status = 'COMPLETED'
), done AS (
    -- Of which nothing was left before.
    UPDATE csv_uploads u SET payload_expired_at = clock_timestamp()
    FROM due d
    WHERE u.id = d.id AND NOT EXISTS (SELECT FROM csv_upload_chunks c WHERE c.upload_id = u.id AND c.data IS NOT NULL)
    RETURNING u.id
)
SELECT ((SELECT count(*) FROM emptied) + (SELECT count(*) FROM done))::integer AS removed
