-- Keeps what is wrong with the rows of a chunk and lets it wait until all others are judged, if this attempt still holds it.
UPDATE csv_upload_chunks SET status = 'PENDING', validated_at = clock_timestamp(), attempts = 0, queued_at = NULL, started_at = NULL, lease_until = NULL,
    errors = :?errors::json, rows_failed = :?rowsFailed
WHERE upload_id = :?upload::uuid AND number = :?chunk::integer AND status = 'PROCESSING' AND attempts = :?attempt AND validated_at IS NULL
