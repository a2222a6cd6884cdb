-- Completes an undo, if this claim still holds it.
UPDATE jobs j
SET status = 'COMPLETED', phase = 'DONE', results = :?results::jsonb, percent = 100, finished_at = clock_timestamp(), lease_until = NULL
FROM undos n
WHERE n.id = :?undo::uuid AND n.claims = :?claim AND j.id = n.id AND j.status = 'PROCESSING'
RETURNING j.id
