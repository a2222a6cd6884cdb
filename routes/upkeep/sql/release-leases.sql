-- Gives back what this process is working on, as if it had never been claimed: nobody has to wait for its leases, and no attempt is lost.
-- The attempt's number comes again, which fences nothing then: whoever completes the chunk first has written it, in the same transaction.
WITH chunks AS (
    UPDATE csv_upload_chunks c SET status = 'PENDING', lease_until = NULL, queued_at = NULL, attempts = c.attempts - 1
    FROM unnest(:?uploads::uuid[], :?numbers::integer[], :?attempts::integer[]) AS h (upload_id, number, attempt)
    WHERE c.upload_id = h.upload_id AND c.number = h.number AND c.attempts = h.attempt AND c.status = 'PROCESSING'
), whole_jobs AS (
    UPDATE jobs j SET status = 'PENDING', phase = 'STORED', lease_until = NULL, queued_at = NULL, attempts = j.attempts - 1
    FROM unnest(:?jobs::uuid[], :?jobAttempts::integer[]) AS h (id, attempt)
    WHERE j.id = h.id AND j.attempts = h.attempt AND j.status = 'PROCESSING'
), batches AS (
    UPDATE ai_batches b SET status = 'PENDING', lease_until = NULL, queued_at = NULL, attempts = b.attempts - 1
    FROM unnest(:?batchUploads::uuid[], :?batchChunks::integer[], :?batchRows::bigint[], :?batchClaims::integer[]) AS h (upload_id, chunk, first_row, claim)
    WHERE b.upload_id = h.upload_id AND b.chunk = h.chunk AND b.first_row = h.first_row AND b.claims = h.claim AND b.status = 'PROCESSING'
)
UPDATE csv_uploads u SET split_lease = NULL, split_queued_at = NULL, split_attempts = u.split_attempts - 1
FROM unnest(:?splits::uuid[], :?splitAttempts::integer[]) AS h (id, attempt)
-- Each chunk that is cut sets the attempts of the split to one.
WHERE u.id = h.id AND u.split_attempts IN (1, h.attempt) AND u.split_lease IS NOT NULL AND u.split_closed_at IS NULL
