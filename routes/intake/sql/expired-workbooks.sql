-- The uploads that nobody continues: their process died or lost the database.
SELECT id::text AS workbook, bucket, object_key FROM workbooks
WHERE status = 'RECEIVING' AND lease_until < clock_timestamp()
LIMIT 100
