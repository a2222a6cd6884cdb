-- Fails a batch with the reason, if this claim still holds it, and all of its upload that wait where none of them would be asked; a chunk fails with them when it is loaded.
WITH failing AS MATERIALIZED (
    SELECT upload_id, chunk, first_row FROM ai_batches
    WHERE upload_id = :?upload::uuid AND status = 'PENDING' AND :?all::boolean
    -- Of two that find this out at once each fails a part.
    FOR UPDATE SKIP LOCKED
)
UPDATE ai_batches b SET status = 'FAILED', lease_until = NULL, finished_at = clock_timestamp(),
    error = jsonb_build_object('code', :?code::text, 'detail', :?detail::text)
WHERE b.upload_id = :?upload::uuid AND ((b.chunk = :?chunk AND b.first_row = :?firstRow::bigint
      AND b.status = 'PROCESSING' AND b.claims = :?claim)
    OR (b.chunk, b.first_row) IN (SELECT f.chunk, f.first_row FROM failing f))
