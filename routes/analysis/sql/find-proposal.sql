-- The latest proposal for a merchant's workbook, if there is one, and whether its import waits to hear of it.
SELECT w.id::text AS workbook, w.filename, k.timezone, k.currency, a.id::text AS analysis, a.proposal::text AS proposal,
    EXISTS (SELECT FROM csv_uploads u JOIN jobs j ON j.id = u.id
            WHERE u.workbook_id = w.id AND j.status = 'PENDING' AND j.phase = 'WAITING_FOR_MAPPING') AS waiting
FROM workbooks w
JOIN campaigns k ON k.id = w.campaign_id
LEFT JOIN LATERAL (
    SELECT id, proposal FROM analyses WHERE workbook_id = w.id AND proposal IS NOT NULL ORDER BY id DESC LIMIT 1
) a ON TRUE
WHERE w.id = :?workbook::uuid AND w.merchant_id = :?merchant::uuid
