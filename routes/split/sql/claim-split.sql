-- Claims the split of an upload for one slice and says where it stands; no row when somebody else has it or it is done.
WITH claimed AS (
    UPDATE csv_uploads u
    SET split_attempts = u.split_attempts + 1, split_lease = clock_timestamp() + :?lease::interval
    FROM jobs j
    WHERE u.id = :?upload::uuid AND j.id = u.id
      AND j.status IN ('PENDING', 'PROCESSING') AND j.phase <> 'WAITING_FOR_MAPPING'
      AND u.split_closed_at IS NULL AND u.split_error IS NULL AND u.split_attempts < :?maxAttempts::integer
      AND (u.split_lease IS NULL OR u.split_lease < clock_timestamp())
    RETURNING u.*
), started AS (
    UPDATE jobs j SET status = 'PROCESSING', phase = 'SPLITTING', started_at = coalesce(j.started_at, clock_timestamp())
    FROM claimed c
    WHERE j.id = c.id AND j.status = 'PENDING'
)
SELECT c.id, c.workbook_id, c.campaign_id, c.split_file, c.split_position, c.split_row, c.split_chunk, c.split_attempts,
    c.platform, c.chunk_rows, w.filename, w.bucket, coalesce(f.object_key, w.object_key) AS object_key,
    coalesce(f.bytes, w.size_bytes) AS size_bytes, f.charset, f.delimiter, f.headers::text AS headers
FROM claimed c
JOIN workbooks w ON w.id = c.workbook_id
LEFT JOIN workbook_files f ON f.workbook_id = c.workbook_id AND f.number = c.split_file
