-- Gives up an upload that did not come to its end; no row when it did after all.
UPDATE workbooks SET lease_until = clock_timestamp()
WHERE id = :?workbook::uuid AND status = 'RECEIVING'
RETURNING id::text AS workbook, bucket, object_key
