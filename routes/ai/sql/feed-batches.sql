-- Takes the batches to ask next, in turns of merchants and of their uploads, so that never more are queued or asked than may be.
WITH found AS (
    SELECT b.upload_id, b.chunk, b.first_row, b.attempts, u.merchant_id,
        coalesce(b.status = 'PROCESSING' AND b.lease_until >= clock_timestamp(), FALSE)
            OR coalesce(b.queued_at > clock_timestamp() - :?stale::interval, FALSE) AS busy,
        j.status = 'PROCESSING' AND u.stop IS NULL AND coalesce(b.not_before <= clock_timestamp(), TRUE) AS due
    FROM ai_batches b
    JOIN csv_uploads u ON u.id = b.upload_id
    JOIN jobs j ON j.id = u.id
    WHERE b.status IN ('PENDING', 'PROCESSING')
), open AS MATERIALIZED (
    SELECT f.*, count(*) FILTER (WHERE busy) OVER (PARTITION BY upload_id) AS upload_busy,
        count(*) FILTER (WHERE busy) OVER (PARTITION BY merchant_id) AS merchant_busy
    FROM found f
), waiting AS (
    SELECT o.*, o.upload_busy + row_number() OVER (PARTITION BY o.upload_id ORDER BY o.attempts, o.chunk, o.first_row) AS turn
    FROM open o
    WHERE o.due AND NOT o.busy
), placed AS (
    SELECT w.*, w.merchant_busy + row_number() OVER (PARTITION BY w.merchant_id ORDER BY w.turn, w.upload_id) AS place
    FROM waiting w
), next AS (
    SELECT * FROM placed
    ORDER BY place, turn, upload_id
    LIMIT greatest(:?concurrency::integer - (SELECT count(*) FROM open WHERE busy), 0)
), queued AS (
    UPDATE ai_batches b SET queued_at = clock_timestamp()
    FROM next n
    WHERE b.upload_id = n.upload_id AND b.chunk = n.chunk AND b.first_row = n.first_row AND b.status IN ('PENDING', 'PROCESSING')
    RETURNING b.upload_id, b.chunk, b.first_row, n.place
)
SELECT upload_id || '/' || chunk || '/' || first_row AS address FROM queued ORDER BY place, upload_id
