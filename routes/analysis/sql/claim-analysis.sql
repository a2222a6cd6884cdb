-- Claims an analysis of a workbook whose files are known and says what to read; no row when somebody else has it, it has ended or has to wait.
WITH claimed AS (
    UPDATE jobs j
    SET status = 'PROCESSING', phase = 'MAPPING', attempts = j.attempts + 1,
        lease_until = clock_timestamp() + :?lease::interval, started_at = coalesce(j.started_at, clock_timestamp())
    WHERE j.id = :?analysis::uuid AND j.kind = 'ANALYSIS' AND j.status IN ('PENDING', 'PROCESSING')
      AND j.attempts < :?maxAttempts::integer AND (j.lease_until IS NULL OR j.lease_until < clock_timestamp())
      AND files_known(j.target)
    RETURNING j.id, j.attempts, j.merchant_id, j.campaign_id, j.target
)
SELECT c.id, c.attempts, c.merchant_id, c.campaign_id, k.timezone, k.currency, u.platform, u.error ->> 'code' AS code,
    u.error ->> 'detail' AS detail, coalesce(f.files, 1)::integer AS files,
    -- Of a plain workbook the object itself: its import may have failed before anything was noted.
    coalesce(f.first, json_build_array(json_build_object(
        'name', w.filename, 'bucket', w.bucket, 'key', w.object_key, 'etag', w.etag, 'bytes', w.size_bytes)))::text AS first
FROM claimed c
JOIN campaigns k ON k.id = c.campaign_id
JOIN workbooks w ON w.id = c.target
LEFT JOIN LATERAL (
    SELECT u.platform, i.error FROM csv_uploads u JOIN jobs i ON i.id = u.id WHERE u.workbook_id = w.id ORDER BY u.id DESC LIMIT 1
) u ON TRUE
LEFT JOIN LATERAL (
    SELECT nullif(count(*), 0) AS files, json_agg(json_build_object(
        'name', f.name, 'bucket', w.bucket, 'key', f.object_key,
        'etag', CASE WHEN f.object_key = w.object_key THEN w.etag END, 'bytes', f.bytes) ORDER BY f.number)
        FILTER (WHERE f.number <= :?most::integer) AS first
    FROM workbook_files f WHERE f.workbook_id = w.id
) f ON TRUE
