-- Notes which transactions may not have seen the hashes yet, and says whether all of them have ended.
UPDATE erasures e SET horizon = coalesce(e.horizon, pg_snapshot_xmax(pg_current_snapshot()))
FROM jobs j
WHERE e.id = :?job::uuid AND j.id = e.id AND j.status = 'PROCESSING' AND j.attempts = :?attempt
RETURNING new.horizon <= pg_snapshot_xmin(pg_current_snapshot()) AS past
