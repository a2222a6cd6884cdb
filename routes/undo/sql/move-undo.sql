-- Notes how far an undo is and what it has done, if this claim still holds it.
WITH held AS (
    UPDATE jobs j
    SET results = :?results::jsonb, percent = greatest(j.percent, :?percent::numeric), attempts = 1,
        lease_until = clock_timestamp() + :?lease::interval
    FROM undos n
    WHERE n.id = :?undo::uuid AND n.claims = :?claim AND j.id = n.id AND j.status = 'PROCESSING'
    RETURNING j.id
)
UPDATE undos n SET stage = :?stage, platform = :?platform, external_id = :?key, records_read = :?read
FROM held h
WHERE n.id = h.id
RETURNING n.id
