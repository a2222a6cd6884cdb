-- The latest proposal for a merchant's workbook, whether its import waits to hear of it, and the files that were looked at.
SELECT w.id::text AS workbook, w.object_expired_at IS NOT NULL AS expired, w.merchant_id, w.campaign_id, k.timezone, k.currency,
    coalesce(a.id, w.id) AS id, 0 AS attempts, a.id::text AS analysis, a.proposal::text AS proposal, NULL::text AS platform, NULL::text AS code,
    EXISTS (SELECT FROM csv_uploads u JOIN jobs j ON j.id = u.id
            WHERE u.workbook_id = w.id AND j.status = 'PENDING' AND j.phase = 'WAITING_FOR_MAPPING') AS waiting,
    coalesce(f.files, 1)::integer AS files,
    coalesce(f.first, json_build_array(json_build_object(
        'name', w.filename, 'bucket', w.bucket, 'key', w.object_key, 'etag', w.etag, 'bytes', w.size_bytes)))::text AS first
FROM workbooks w
JOIN campaigns k ON k.id = w.campaign_id
LEFT JOIN LATERAL (
    SELECT id, proposal FROM analyses WHERE workbook_id = w.id AND proposal IS NOT NULL ORDER BY id DESC LIMIT 1
) a ON TRUE
LEFT JOIN LATERAL (
    SELECT nullif(count(*), 0) AS files, json_agg(json_build_object(
        'name', f.name, 'bucket', w.bucket, 'key', f.object_key,
        'etag', CASE WHEN f.object_key = w.object_key THEN w.etag END, 'bytes', f.bytes) ORDER BY f.number)
        FILTER (WHERE f.number <= json_array_length(a.proposal -> 'files')) AS first
    FROM workbook_files f WHERE f.workbook_id = w.id
) f ON TRUE
WHERE w.id = :?workbook::uuid AND w.merchant_id = :?merchant::uuid
