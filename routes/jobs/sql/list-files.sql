-- The files of an upload's workbook, as far as it was decided how each is read.
SELECT f.number, f.name, coalesce(f.object_charset, f.charset) AS charset, f.headers::text AS headers,
    u.corrects IS NOT NULL AS correction
FROM workbook_files f
JOIN csv_uploads u ON u.workbook_id = f.workbook_id
WHERE u.id = :?job::uuid AND f.mapping IS NOT NULL
ORDER BY f.number
