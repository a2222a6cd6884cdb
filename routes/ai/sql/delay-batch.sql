-- Puts a batch off, if this claim still holds it, and with it all that wait where the provider asks for it; an attempt that came to nothing through no fault of its own does not count.
WITH delayed AS (
    UPDATE ai_batches SET status = 'PENDING', lease_until = NULL, not_before = clock_timestamp() + :?delay::interval,
        attempts = attempts - CASE WHEN :?counts::boolean THEN 0 ELSE 1 END, started_at = coalesce(started_at, clock_timestamp())
    WHERE upload_id = :?upload::uuid AND chunk = :?chunk AND first_row = :?firstRow::bigint
      AND status = 'PROCESSING' AND claims = :?claim
), waiting AS (
    -- Of two that are refused at once one puts the others off; a second is not worth writing them all again.
    SELECT upload_id, chunk, first_row FROM ai_batches
    WHERE :?all::boolean AND status = 'PENDING'
      AND coalesce(not_before < clock_timestamp() + :?delay::interval - interval '1 s', TRUE)
    FOR UPDATE SKIP LOCKED
)
-- One that is queued already is not claimed then, and counts as free.
UPDATE ai_batches b SET not_before = clock_timestamp() + :?delay::interval, queued_at = NULL
FROM waiting w
WHERE b.upload_id = w.upload_id AND b.chunk = w.chunk AND b.first_row = w.first_row
