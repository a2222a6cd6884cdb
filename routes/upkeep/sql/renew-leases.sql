-- Renews the leases of what this process is working on.
WITH chunks AS (
    UPDATE csv_upload_chunks c SET lease_until = clock_timestamp() + :?chunkLease::interval
    FROM unnest(:?uploads::uuid[], :?numbers::integer[], :?attempts::integer[]) AS h (upload_id, number, attempt)
    WHERE c.upload_id = h.upload_id AND c.number = h.number AND c.attempts = h.attempt AND c.status = 'PROCESSING'
), whole_jobs AS (
    UPDATE jobs j SET lease_until = clock_timestamp() + :?jobLease::interval
    FROM unnest(:?jobs::uuid[], :?jobAttempts::integer[]) AS h (id, attempt)
    WHERE j.id = h.id AND j.attempts = h.attempt AND j.status = 'PROCESSING'
), batches AS (
    UPDATE ai_batches b SET lease_until = clock_timestamp() + :?batchLease::interval
    FROM unnest(:?batchUploads::uuid[], :?batchChunks::integer[], :?batchRows::bigint[], :?batchClaims::integer[]) AS h (upload_id, chunk, first_row, claim)
    WHERE b.upload_id = h.upload_id AND b.chunk = h.chunk AND b.first_row = h.first_row AND b.claims = h.claim AND b.status = 'PROCESSING'
)
UPDATE csv_uploads u SET split_lease = clock_timestamp() + :?splitLease::interval
WHERE u.id = ANY (:?splits::uuid[]) AND u.split_lease IS NOT NULL AND u.split_closed_at IS NULL
