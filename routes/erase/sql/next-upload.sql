-- The next upload of a merchant that may keep rows of somebody erased.
SELECT u.id::text AS upload, u.merchant_id, u.campaign_id, m.erasures, m.erasure_key
FROM csv_uploads u
JOIN merchants m ON m.id = u.merchant_id
WHERE u.merchant_id = :?merchant::uuid AND u.id > :?after::uuid AND u.erasures < m.erasures
ORDER BY u.id
LIMIT 1
