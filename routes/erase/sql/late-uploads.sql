-- Takes up some uploads that have ended since their merchant erased somebody, and were not searched to their end, one of a merchant; not those that an open erasure or another worker searches.
UPDATE csv_uploads u SET searching_until = clock_timestamp() + interval '1 hour'
FROM (
    SELECT n.id, m.erasures, m.erasure_key
    FROM merchants m
    CROSS JOIN LATERAL (
        SELECT l.id
        FROM csv_uploads l
        JOIN jobs j ON j.id = l.id
        WHERE l.merchant_id = m.id AND l.erasures < m.erasures AND j.finished_at IS NOT NULL
          AND (l.searching_until IS NULL OR l.searching_until < clock_timestamp())
        ORDER BY l.id
        LIMIT 1
        FOR UPDATE OF l SKIP LOCKED) AS n
    WHERE m.erasures > 0
      AND NOT EXISTS (SELECT FROM jobs o WHERE o.merchant_id = m.id AND o.kind = 'ERASE' AND o.status IN ('PENDING', 'PROCESSING'))
    LIMIT 20) AS due
WHERE u.id = due.id
RETURNING u.id::text AS upload, u.merchant_id, u.campaign_id, due.erasures, due.erasure_key
