-- Gives up the uploads that nobody continues: their process died or lost the database, or their sender put no more parts. Whoever comes back finds -infinity and stops.
UPDATE workbooks SET lease_until = '-infinity', idempotency_key = NULL, request_hash = NULL
WHERE id IN (
    SELECT id FROM workbooks WHERE status = 'RECEIVING' AND lease_until < clock_timestamp()
    ORDER BY created_at DESC LIMIT 100 FOR UPDATE SKIP LOCKED
)
RETURNING id::text AS workbook, bucket, object_key, merchant_id::text AS merchant, filename, multipart_id, announced_bytes AS announced,
    created_at::text AS begun, extract(EPOCH FROM clock_timestamp() - created_at)::bigint AS seconds
