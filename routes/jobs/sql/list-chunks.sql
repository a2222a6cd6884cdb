-- Answers one page of a job's chunks in the order of the file; the row beyond the limit only says that there is a next page.
WITH page AS (
    SELECT c.*, f.name, row_number() OVER (ORDER BY c.number) AS place
    FROM csv_upload_chunks c
    JOIN csv_uploads u ON u.id = c.upload_id
    LEFT JOIN workbook_files f ON f.workbook_id = u.workbook_id AND f.number = c.file
    WHERE c.upload_id = :?job::uuid AND c.number > :?after::integer
    ORDER BY c.number
    LIMIT :?limit::integer + 1
)
SELECT json_build_object(
    'items', COALESCE(json_agg(json_build_object(
        'number', number,
        'file', name,
        'status', status,
        'firstRow', first_row,
        'rows', rows,
        'rowsImported', rows_imported,
        'rowsFailed', rows_failed,
        'rowsSkipped', rows_skipped,
        'attempts', attempts,
        'startedAt', iso_utc(started_at),
        'finishedAt', CASE WHEN status NOT IN ('PENDING', 'PROCESSING') THEN iso_utc(finished_at) END,
        'error', error) ORDER BY place) FILTER (WHERE place <= :?limit::integer), '[]'),
    -- A number as the upper half of an id, so that cursors have one form everywhere.
    'nextCursor', CASE WHEN count(*) > :?limit::integer THEN
        page_cursor(rpad(lpad(to_hex((array_agg(number ORDER BY place))[:?limit::integer]), 16, '0'), 32, '0')::uuid) END
)::text AS answer
FROM page
