-- Claims the split of an upload for one slice and says where it stands; no row when somebody else has it or it is done.
WITH claimed AS (
    UPDATE csv_uploads u
    SET split_attempts = u.split_attempts + 1, split_lease = clock_timestamp() + :?lease::interval
    FROM jobs j
    WHERE u.id = :?upload::uuid AND j.id = u.id
      AND j.status IN ('PENDING', 'PROCESSING') AND j.phase <> 'WAITING_FOR_MAPPING'
      AND u.split_closed_at IS NULL AND u.split_error IS NULL AND u.stop IS NULL AND u.split_attempts < :?maxAttempts::integer
      AND (u.split_lease IS NULL OR u.split_lease < clock_timestamp())
    RETURNING u.*
), started AS (
    UPDATE jobs j SET status = 'PROCESSING', phase = 'SPLITTING', started_at = coalesce(j.started_at, clock_timestamp())
    FROM claimed c
    WHERE j.id = c.id AND j.status = 'PENDING'
)
SELECT c.id, c.workbook_id, c.campaign_id, coalesce(f.number, c.split_file) AS split_file, c.split_chunk, c.split_attempts,
    CASE WHEN f.number IS NOT NULL AND f.mapping IS NULL THEN 0 ELSE c.split_position END AS split_position,
    CASE WHEN f.number IS NOT NULL AND f.mapping IS NULL THEN 1 ELSE c.split_row END AS split_row, c.platform, c.platform_asked, c.sheet, c.manual, c.choices::text AS choices, c.corrects, c.chunk_rows, w.bucket, coalesce(f.name, w.filename) AS filename,
    coalesce(f.object_key, w.object_key) AS object_key,
    CASE WHEN coalesce(f.object_key, w.object_key) = w.object_key THEN w.etag END AS etag, coalesce(f.bytes, w.size_bytes) AS size_bytes,
    coalesce(f.object_charset, f.charset) AS charset, f.delimiter, f.headers::text AS headers,
    (SELECT count(*) FROM workbook_files x WHERE x.workbook_id = c.workbook_id)::integer AS files
FROM claimed c
JOIN workbooks w ON w.id = c.workbook_id
LEFT JOIN LATERAL (
    -- How each file is read is decided for all of them before the first is cut: a person may have to be asked.
    SELECT * FROM workbook_files f
    WHERE f.workbook_id = c.workbook_id AND (f.mapping IS NULL OR f.number = c.split_file)
    ORDER BY f.mapping IS NOT NULL, f.number
    LIMIT 1
) f ON TRUE
