-- The job of a merchant's direct upload that was completed before.
SELECT w.id::text AS workbook, j.id::text AS job, j.status::text AS status
FROM workbooks w
JOIN jobs j ON j.target = w.id AND j.kind = 'IMPORT'
WHERE w.id = :?workbook::uuid AND w.merchant_id = :?merchant::uuid AND w.part_size IS NOT NULL
