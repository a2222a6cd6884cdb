-- Queues again the chunks that stand still: lost from the queue, or claimed by a worker that went silent.
WITH still AS MATERIALIZED (
    SELECT c.upload_id, c.number
    FROM csv_uploads u
    JOIN csv_upload_chunks c ON c.upload_id = u.id
    WHERE u.status = 'PROCESSING' AND u.stop IS NULL AND c.status IN ('PENDING', 'PROCESSING')
      AND ((c.status = 'PENDING' AND c.queued_at < clock_timestamp() - :?stale::interval)
        OR (c.status = 'PROCESSING' AND c.lease_until < clock_timestamp()
            AND c.queued_at < clock_timestamp() - least(:?stale::interval, interval '5 s')))
    ORDER BY c.queued_at
    LIMIT 200
)
UPDATE csv_upload_chunks c SET queued_at = clock_timestamp()
FROM still s
WHERE c.upload_id = s.upload_id AND c.number = s.number AND c.status IN ('PENDING', 'PROCESSING')
RETURNING c.upload_id || '/' || c.number AS address
