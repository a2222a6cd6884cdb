-- Gives an erasure back that goes on another time: at once, or when those have ended who may not know of it.
UPDATE jobs j SET attempts = 0, queued_at = NULL,
    lease_until = CASE WHEN e.step = 'RECORDS' THEN clock_timestamp() + interval '2 s' END
FROM erasures e
WHERE j.id = :?job::uuid AND e.id = j.id AND j.status = 'PROCESSING' AND j.attempts = :?attempt
