-- Takes the chunks to judge or to load next, in turns of merchants and of their uploads, so that of each only a window is in the queue.
WITH uploads AS MATERIALIZED (
    SELECT u.id, u.merchant_id, u.validated_at, q.queued
    FROM csv_uploads u
    CROSS JOIN LATERAL (
        SELECT count(*) AS queued FROM csv_upload_chunks c
        WHERE c.upload_id = u.id AND (c.validated_at IS NULL) = (u.validated_at IS NULL)
          AND c.status IN ('PENDING', 'PROCESSING') AND c.queued_at IS NOT NULL) q
    WHERE u.status = 'PROCESSING' AND u.stop IS NULL
), waiting AS (
    SELECT u.merchant_id, u.id, c.number, u.queued + row_number() OVER (PARTITION BY u.id ORDER BY c.number) AS turn
    FROM uploads u
    CROSS JOIN LATERAL (
        SELECT c.number FROM csv_upload_chunks c
        WHERE c.upload_id = u.id AND (c.validated_at IS NULL) = (u.validated_at IS NULL) AND c.status = 'PENDING' AND c.queued_at IS NULL
          AND NOT EXISTS (SELECT FROM ai_batches b
                          WHERE b.upload_id = c.upload_id AND b.chunk = c.number AND b.status IN ('PENDING', 'PROCESSING'))
        ORDER BY c.number LIMIT greatest(:?window::integer - u.queued, 0)) c
), placed AS (
    SELECT w.*, row_number() OVER (PARTITION BY w.merchant_id ORDER BY w.turn, w.id)
        + (SELECT sum(u.queued) FROM uploads u WHERE u.merchant_id = w.merchant_id) AS place
    FROM waiting w
), queued AS (
    UPDATE csv_upload_chunks c SET queued_at = clock_timestamp()
    FROM placed p
    WHERE c.upload_id = p.id AND c.number = p.number AND p.place <= :?window::integer
      AND c.status = 'PENDING' AND c.queued_at IS NULL
    RETURNING c.upload_id, c.number, p.place
)
SELECT upload_id || '/' || number AS address FROM queued ORDER BY place, upload_id
