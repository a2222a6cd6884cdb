-- Claims a chunk whose job is being processed, to be judged or to be written: one more attempt, and a lease that the worker renews while it works.
UPDATE csv_upload_chunks c
SET status = 'PROCESSING', attempts = c.attempts + 1, lease_until = clock_timestamp() + :?lease::interval,
    started_at = coalesce(c.started_at, clock_timestamp()),
    -- The sweeper goes by it: also of an address that was queued before the chunk was opened again.
    queued_at = coalesce(c.queued_at, clock_timestamp())
FROM csv_uploads u
JOIN jobs j ON j.id = u.id
JOIN workbooks w ON w.id = u.workbook_id
WHERE c.upload_id = :?upload::uuid AND c.number = :?chunk::integer
  AND u.id = c.upload_id AND j.status = 'PROCESSING' AND u.stop IS NULL
  AND (c.validated_at IS NULL) = (u.validated_at IS NULL)
  AND c.attempts < :?maxAttempts::integer
  AND NOT EXISTS (SELECT FROM ai_batches b
                  WHERE b.upload_id = c.upload_id AND b.chunk = c.number AND b.status IN ('PENDING', 'PROCESSING'))
  AND (c.status = 'PENDING' OR (c.status = 'PROCESSING' AND c.lease_until < clock_timestamp()))
RETURNING c.upload_id, c.number, c.file, c.first_row, c.attempts, c.rows_blanked, u.workbook_id, u.merchant_id, u.campaign_id, u.mode,
    u.on_error = 'block' AND u.validated_at IS NULL AS judging,
    u.corrects, array_to_json(c.settled)::text AS settled,
    CASE WHEN u.corrects IS NOT NULL OR EXISTS (SELECT FROM csv_uploads k WHERE k.corrects = u.id)
         THEN array_to_json(upload_family(u.id))::text END AS family,
    (SELECT f.platform FROM workbook_files f WHERE f.workbook_id = u.workbook_id AND f.number = c.file) AS platform,
    (SELECT f.mapping_hash FROM workbook_files f WHERE f.workbook_id = u.workbook_id AND f.number = c.file) AS mapping_hash,
    (SELECT json_build_object('failure', json_agg(b.error ORDER BY b.first_row) FILTER (WHERE b.status = 'FAILED'),
                              'answers', json_agg(b.answers ORDER BY b.first_row) FILTER (WHERE b.status = 'COMPLETED'))::text
     FROM ai_batches b WHERE b.upload_id = c.upload_id AND b.chunk = c.number HAVING count(*) > 0) AS asked,
    -- While it is 0, nobody has to be looked for.
    (SELECT m.erasures FROM merchants m WHERE m.id = u.merchant_id) AS erasures,
    c.data::text AS data, c.errors::text AS errors
