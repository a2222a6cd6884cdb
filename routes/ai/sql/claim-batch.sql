-- Claims a batch that the feeder queued: one more attempt, and a lease that the worker renews while it asks.
UPDATE ai_batches b
SET status = 'PROCESSING', claims = b.claims + 1, attempts = b.attempts + 1, queued_at = NULL, not_before = NULL,
    lease_until = clock_timestamp() + :?lease::interval
FROM csv_uploads u
JOIN jobs j ON j.id = u.id
JOIN csv_upload_chunks c ON c.upload_id = u.id AND c.number = :?chunk::integer
JOIN workbook_files f ON f.workbook_id = u.workbook_id AND f.number = c.file
WHERE b.upload_id = :?upload::uuid AND b.chunk = :?chunk::integer AND b.first_row = :?firstRow::bigint
  AND u.id = b.upload_id AND j.status = 'PROCESSING' AND u.stop IS NULL AND b.attempts < :?maxAttempts::integer
  -- An address that was lost and found again must not add to those that the feeder counts.
  AND b.queued_at > clock_timestamp() - :?stale::interval
  AND (b.status = 'PENDING' OR (b.status = 'PROCESSING' AND b.lease_until < clock_timestamp()))
RETURNING b.upload_id, b.chunk, b.first_row, b.rows, b.depth, b.claims, b.attempts, u.merchant_id,
    coalesce(extract(epoch FROM clock_timestamp() - b.started_at)::bigint, 0) AS seconds,
    c.first_row AS chunk_row, c.data::text AS data, c.errors::text AS errors, f.mapping::text AS mapping,
    (SELECT coalesce(sum(a.tokens_in + a.tokens_out), 0) FROM ai_calls a WHERE a.job_id = b.upload_id) AS tokens,
    EXISTS (SELECT FROM ai_batches o
            WHERE o.upload_id = b.upload_id AND o.chunk = b.chunk AND o.origin_row = b.origin_row AND o.usable) AS proven,
    EXISTS (SELECT FROM ai_batches o
            WHERE o.upload_id = b.upload_id AND o.chunk = b.chunk AND o.origin_row = b.origin_row
              AND o.first_row <> b.first_row AND o.status IN ('PENDING', 'PROCESSING') AND o.depth <= 2) AS undecided
