-- Fails a batch with the reason, if this claim still holds it; its chunk fails with it when it is loaded.
UPDATE ai_batches SET status = 'FAILED', lease_until = NULL, finished_at = clock_timestamp(),
    error = jsonb_build_object('code', :?code::text, 'detail', :?detail::text)
WHERE upload_id = :?upload::uuid AND chunk = :?chunk AND first_row = :?firstRow::bigint
  AND status = 'PROCESSING' AND claims = :?claim
