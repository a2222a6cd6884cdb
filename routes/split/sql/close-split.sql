-- Closes the split at the end of the file: from here on the totals are known. The job's row is left alone: the loaders hold it.
WITH closed AS (
    UPDATE csv_uploads SET split_closed_at = clock_timestamp(), split_lease = NULL, split_attempts = 0,
        rows_total = split_row - 1 - header_rows, chunks_total = split_chunk - 1
    WHERE id = :?upload::uuid AND split_closed_at IS NULL
    RETURNING id, workbook_id, split_file, rows_total
)
UPDATE workbook_files f SET rows = c.rows_total FROM closed c WHERE f.workbook_id = c.workbook_id AND f.number = c.split_file
