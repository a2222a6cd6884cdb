-- Fails a chunk of which nothing was written, with the reason, if this attempt still holds it: all its rows count as failed.
UPDATE csv_upload_chunks SET status = 'FAILED', lease_until = NULL, finished_at = clock_timestamp(),
    error = jsonb_build_object('code', :?code::text, 'detail', :?detail::text),
    rows_imported = 0, rows_failed = rows, rows_skipped = 0
WHERE upload_id = :?upload::uuid AND number = :?chunk::integer AND status = 'PROCESSING' AND attempts = :?attempt
  -- Attempts begin anew when a chunk was judged.
  AND (validated_at IS NULL OR NOT :?judging::boolean)
