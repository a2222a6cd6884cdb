-- Gives up the uploads that nobody continues: their process died or lost the database. Whoever comes back finds -infinity and stops.
UPDATE workbooks SET lease_until = '-infinity', idempotency_key = NULL, request_hash = NULL
WHERE id IN (
    SELECT id FROM workbooks WHERE status = 'RECEIVING' AND lease_until < clock_timestamp()
    ORDER BY created_at DESC LIMIT 100 FOR UPDATE SKIP LOCKED
)
RETURNING id::text AS workbook, bucket, object_key
