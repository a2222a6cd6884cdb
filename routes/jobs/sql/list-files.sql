-- The files of an upload's workbook as the first slice of each froze them.
SELECT f.number, f.name, f.charset, f.headers::text AS headers
FROM workbook_files f
JOIN csv_uploads u ON u.workbook_id = f.workbook_id
WHERE u.id = :?job::uuid
ORDER BY f.number
