-- Fails a chunk of which nothing was written, with the reason, if this attempt still holds it: all its rows count as failed, but for those that a correction has brought.
UPDATE csv_upload_chunks SET status = 'FAILED', lease_until = NULL, finished_at = clock_timestamp(),
    error = jsonb_build_object('code', :?code::text, 'detail', :?detail::text),
    rows_imported = coalesce(cardinality(settled), 0), rows_failed = rows - coalesce(cardinality(settled), 0), rows_skipped = 0
WHERE upload_id = :?upload::uuid AND number = :?chunk::integer AND status = 'PROCESSING' AND attempts = :?attempt
  -- Attempts begin anew when a chunk was judged.
  AND (validated_at IS NULL OR NOT :?judging::boolean)
