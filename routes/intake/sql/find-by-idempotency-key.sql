-- The upload that a merchant sent with this key before, and its job if it was received.
SELECT w.id::text AS workbook, w.status::text AS state, encode(w.request_hash, 'hex') AS request_hash, j.id::text AS job, j.status::text AS status
FROM workbooks w
LEFT JOIN jobs j ON j.target = w.id AND j.kind = 'IMPORT'
WHERE w.merchant_id = :?merchant::uuid AND w.idempotency_key = :?idempotencyKey
