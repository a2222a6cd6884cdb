-- Cancels what a stopped upload has left to do: rows that were judged bad have failed, those that a correction has brought are imported, all others are skipped.
WITH stopped AS MATERIALIZED (
    SELECT id FROM csv_uploads WHERE id = :?upload::uuid AND stop IS NOT NULL
), unasked AS (
    UPDATE ai_batches b SET status = 'CANCELLED', lease_until = NULL, queued_at = NULL, finished_at = clock_timestamp()
    FROM stopped s
    WHERE b.upload_id = s.id AND b.status IN ('PENDING', 'PROCESSING')
)
UPDATE csv_upload_chunks c SET status = 'CANCELLED', lease_until = NULL, queued_at = NULL, rows_skipped = c.rows - c.rows_failed - c.rows_imported
FROM stopped s
WHERE c.upload_id = s.id AND c.status IN ('PENDING', 'PROCESSING')
