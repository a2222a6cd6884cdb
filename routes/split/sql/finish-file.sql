-- Ends a file of the split: goes on to the next one, or closes the split, and from there on the totals are known. The job's row is left alone: the loaders hold it.
WITH finished AS (
    UPDATE workbook_files f SET rows = u.split_row - 1 - f.header_rows
    FROM csv_uploads u
    WHERE u.id = :?upload::uuid AND u.split_file = :?file::smallint AND u.split_closed_at IS NULL AND u.stop IS NULL
      AND f.workbook_id = u.workbook_id AND f.number = u.split_file
    RETURNING f.workbook_id, f.number, f.rows
), following AS (
    SELECT d.rows + coalesce((SELECT sum(f.rows) FROM workbook_files f WHERE f.workbook_id = d.workbook_id AND f.number < d.number), 0) AS rows,
        n.number, n.data_from, n.header_rows
    FROM finished d
    LEFT JOIN workbook_files n ON n.workbook_id = d.workbook_id AND n.number = d.number + 1
)
UPDATE csv_uploads u
SET split_lease = NULL, split_attempts = 0, split_queued_at = NULL,
    split_file = coalesce(n.number, u.split_file), split_position = coalesce(n.data_from, u.split_position),
    split_row = coalesce(n.header_rows + 1, u.split_row),
    split_closed_at = CASE WHEN n.number IS NULL THEN clock_timestamp() END,
    rows_total = CASE WHEN n.number IS NULL THEN n.rows END,
    chunks_total = CASE WHEN n.number IS NULL THEN u.split_chunk - 1 END
FROM following n
WHERE u.id = :?upload::uuid AND u.stop IS NULL
