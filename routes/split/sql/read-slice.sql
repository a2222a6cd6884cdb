-- Where the split of an upload stands, and what was frozen about its file.
SELECT u.id, u.workbook_id, u.campaign_id, u.split_file, u.split_position, u.split_row, u.split_chunk, u.split_attempts,
    u.platform, u.chunk_rows, w.filename, w.bucket, coalesce(f.object_key, w.object_key) AS object_key,
    coalesce(f.bytes, w.size_bytes) AS size_bytes, f.charset, f.delimiter, f.headers::text AS headers
FROM csv_uploads u
JOIN workbooks w ON w.id = u.workbook_id
LEFT JOIN workbook_files f ON f.workbook_id = u.workbook_id AND f.number = u.split_file
WHERE u.id = :?upload::uuid
