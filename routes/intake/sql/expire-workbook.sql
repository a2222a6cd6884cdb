-- Gives up an upload that did not come to its end, so that its idempotency key is free again; no row when it did after all.
WITH given_up AS (
    UPDATE workbooks SET lease_until = '-infinity', idempotency_key = NULL, request_hash = NULL
    WHERE id = :?workbook::uuid AND status = 'RECEIVING'
    RETURNING id::text AS workbook, bucket, object_key
)
SELECT workbook, bucket, object_key FROM given_up
UNION ALL
-- Upkeep was faster, but the object may have been completed after it looked.
SELECT :?workbook, :?bucket, :?key WHERE NOT EXISTS (SELECT FROM workbooks WHERE id = :?workbook::uuid)
