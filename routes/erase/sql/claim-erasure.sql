-- Claims an erasure and says how far it is; no row when somebody else has it, it has ended or has to wait.
WITH claimed AS (
    UPDATE jobs j
    SET status = 'PROCESSING', attempts = j.attempts + 1, lease_until = clock_timestamp() + :?lease::interval,
        started_at = coalesce(j.started_at, clock_timestamp())
    WHERE j.id = :?job::uuid AND j.kind = 'ERASE' AND j.status IN ('PENDING', 'PROCESSING')
      AND j.attempts < :?maxAttempts::integer AND (j.lease_until IS NULL OR j.lease_until < clock_timestamp())
    RETURNING j.id, j.attempts
)
SELECT c.id, c.attempts, e.merchant_id, e.backer_id, e.email, e.step
FROM claimed c
JOIN erasures e ON e.id = c.id
