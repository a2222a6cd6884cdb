-- How each chunk of a merchant's job stands, and how many rows its import has processed since it began, in at most 120 steps of time.
WITH job AS (
    SELECT id, kind, coalesce(started_at, created_at) AS begun,
        extract(epoch FROM coalesce(finished_at, clock_timestamp()) - started_at) AS span
    FROM jobs
    WHERE id = :?job::uuid AND merchant_id = :?merchant::uuid
), scale AS (
    SELECT id, begun, greatest(1, ceil(span / 120))::integer AS seconds,
        CASE WHEN kind = 'IMPORT' THEN greatest(1, ceil(span / greatest(1, ceil(span / 120))))::integer END AS steps
    FROM job
), chunks AS MATERIALIZED (
    SELECT c.number,
        CASE c.status WHEN 'PENDING' THEN 'P' WHEN 'PROCESSING' THEN 'R' WHEN 'FAILED' THEN 'F' WHEN 'CANCELLED' THEN 'X'
            ELSE CASE WHEN c.rows_failed > 0 THEN 'W' ELSE 'C' END END AS letter,
        -- A clock that was set, or a chunk that ends just now, leaves no row out.
        least(s.steps, greatest(1, 1 + floor(extract(epoch FROM c.finished_at - s.begun) / s.seconds)::integer)) AS step,
        CASE WHEN c.status NOT IN ('PENDING', 'PROCESSING') AND c.finished_at IS NOT NULL THEN c.rows_imported + c.rows_failed + c.rows_skipped END AS processed
    FROM scale s
    JOIN csv_upload_chunks c ON c.upload_id = s.id
)
SELECT json_build_object(
    'chunks', coalesce((SELECT string_agg(letter, '' ORDER BY number) FROM chunks), ''),
    'rates', json_build_object(
        'from', iso_utc(s.begun),
        'seconds', s.seconds,
        'rows', (
            SELECT coalesce(json_agg(coalesce(p.processed, 0) ORDER BY n.step), '[]')
            FROM generate_series(1, s.steps) AS n (step)
            LEFT JOIN (
                SELECT step, sum(processed) AS processed FROM chunks WHERE processed IS NOT NULL GROUP BY step
            ) p ON p.step = n.step)))::text AS answer
FROM scale s
