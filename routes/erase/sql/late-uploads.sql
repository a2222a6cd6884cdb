-- The uploads that have ended since their merchant erased somebody, and were not searched to their end; not those that an open erasure searches.
SELECT u.id::text AS upload, u.merchant_id, u.campaign_id, m.erasures, m.erasure_key
FROM merchants m
JOIN csv_uploads u ON u.merchant_id = m.id
JOIN jobs j ON j.id = u.id
WHERE m.erasures > 0 AND u.erasures < m.erasures AND j.finished_at IS NOT NULL
  AND NOT EXISTS (SELECT FROM jobs o WHERE o.merchant_id = m.id AND o.kind = 'ERASE' AND o.status IN ('PENDING', 'PROCESSING'))
ORDER BY u.id
LIMIT 20
