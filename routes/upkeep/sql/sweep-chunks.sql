-- Queues again the chunks that stand still: lost from the queue, or claimed by a worker that went silent.
WITH lost AS MATERIALIZED (
    -- Of a queue that holds as many as have been put there none is lost: they wait for loaders that are busy or away.
    SELECT count(*) > :?waiting::bigint AS happened
    FROM csv_uploads u
    JOIN csv_upload_chunks c ON c.upload_id = u.id
    WHERE u.status = 'PROCESSING' AND c.status = 'PENDING' AND c.queued_at <= clock_timestamp()
), still AS MATERIALIZED (
    SELECT c.upload_id, c.number
    FROM csv_uploads u
    JOIN csv_upload_chunks c ON c.upload_id = u.id
    CROSS JOIN lost l
    WHERE u.status = 'PROCESSING' AND u.stop IS NULL AND (c.validated_at IS NULL) = (u.validated_at IS NULL)
      AND c.status IN ('PENDING', 'PROCESSING')
      AND ((c.status = 'PENDING' AND c.queued_at < clock_timestamp() - :?stale::interval AND l.happened)
        OR (c.status = 'PROCESSING' AND c.lease_until < clock_timestamp()
            AND c.queued_at < clock_timestamp() - least(:?stale::interval, interval '5 s')))
    ORDER BY c.queued_at
    LIMIT 200
)
UPDATE csv_upload_chunks c SET queued_at = clock_timestamp()
FROM still s
WHERE c.upload_id = s.upload_id AND c.number = s.number AND c.status IN ('PENDING', 'PROCESSING')
RETURNING c.upload_id || '/' || c.number AS address
