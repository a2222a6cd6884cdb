-- Gives an undo back, if this claim still holds it: after some steps, so that others have their turn, or for a while after a fault that may pass.
UPDATE jobs j
SET queued_at = NULL, lease_until = CASE WHEN :?faulty::boolean THEN clock_timestamp() + interval '5 s' END,
    attempts = CASE WHEN :?faulty::boolean THEN j.attempts ELSE 0 END
FROM undos n
WHERE n.id = :?undo::uuid AND n.claims = :?claim AND j.id = n.id AND j.status = 'PROCESSING'
