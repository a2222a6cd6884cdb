-- Settles the corrected rows that are written in the accounts of their chunks, and notes which row each row of this chunk stands for. A chunk that failed as a whole is done with its last row.
WITH settled AS (
    UPDATE csv_upload_chunks c
    SET settled = coalesce(c.settled, '{}') || s.rows::bigint[], errors = s.errors::json,
        rows_imported = c.rows_imported + s.count, rows_failed = c.rows_failed - s.count,
        status = CASE WHEN c.rows_failed = s.count THEN 'COMPLETED' ELSE c.status END,
        error = CASE WHEN c.rows_failed > s.count THEN c.error END
    FROM unnest(:?settledUploads::uuid[], :?settledChunks::integer[], :?settledCounts::integer[], :?settledRows::text[], :?settledErrors::text[])
        AS s (upload_id, number, count, rows, errors)
    WHERE c.upload_id = s.upload_id AND c.number = s.number
)
UPDATE csv_upload_chunks SET of_chunks = (:?ofChunks::text)::integer[], of_rows = (:?ofRows::text)::bigint[]
WHERE upload_id = :?upload::uuid AND number = :?chunk::integer
