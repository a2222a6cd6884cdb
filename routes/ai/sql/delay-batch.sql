-- Puts a batch off, if this claim still holds it; an attempt that came to nothing through no fault of its own does not count.
UPDATE ai_batches SET status = 'PENDING', lease_until = NULL, not_before = clock_timestamp() + :?delay::interval,
    attempts = attempts - CASE WHEN :?counts::boolean THEN 0 ELSE 1 END
WHERE upload_id = :?upload::uuid AND chunk = :?chunk AND first_row = :?firstRow::bigint
  AND status = 'PROCESSING' AND claims = :?claim
