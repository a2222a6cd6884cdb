-- The chunks of a merchant's job in file order, after the cursor.
SELECT c.number, json_build_object(
    'number', c.number, 'file', f.name, 'status', c.status, 'firstRow', c.first_row, 'rows', c.rows, 'attempts', c.attempts,
    'rowsImported', c.rows_imported, 'rowsFailed', c.rows_failed, 'rowsSkipped', c.rows_skipped, 'error', c.error,
    'startedAt', iso_utc(c.started_at), 'finishedAt', iso_utc(c.finished_at))::text AS document
FROM csv_upload_chunks c
JOIN csv_uploads u ON u.id = c.upload_id
LEFT JOIN workbook_files f ON f.workbook_id = u.workbook_id AND f.number = c.file
WHERE c.upload_id = :?job::uuid AND u.merchant_id = :?merchant::uuid AND c.number > :?after::integer
ORDER BY c.number
LIMIT :?limit::integer
