-- The latest analysis of a merchant's workbook.
SELECT a.id::text AS id, a.workbook_id::text AS workbook, j.status::text AS status, j.error::text AS error,
    a.proposal::text AS proposal, a.preview::text AS preview, a.choices::text AS choices, iso_utc(a.confirmed_at) AS confirmed,
    -- The columns were asked about by the analyses, the rows by the imports.
    a.consent, ai_use(ARRAY(
        SELECT o.id FROM analyses o WHERE o.workbook_id = a.workbook_id
        UNION ALL
        SELECT u.id FROM csv_uploads u WHERE u.workbook_id = a.workbook_id))::text AS ai
FROM analyses a
JOIN jobs j ON j.id = a.id
WHERE a.workbook_id = :?workbook::uuid AND a.merchant_id = :?merchant::uuid
ORDER BY a.id DESC
LIMIT 1
