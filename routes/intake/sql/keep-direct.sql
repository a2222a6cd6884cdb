-- Keeps a merchant's open direct upload for another lease; no row when it has ended, was given up or never was.
UPDATE workbooks SET lease_until = clock_timestamp() + :?lease::interval
WHERE id = :?workbook::uuid AND merchant_id = :?merchant::uuid AND status = 'RECEIVING' AND part_size IS NOT NULL AND lease_until > '-infinity'
RETURNING id::text AS workbook, bucket, filename, content_type, multipart_id, part_size, announced_bytes, import_options::text AS options
